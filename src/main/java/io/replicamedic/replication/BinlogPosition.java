package io.replicamedic.replication;

/**
 * A place in a server's binary log: between two transactions, or it is none. Used where a channel
 * has no GTID auto position.
 *
 * @param file name without a folder: binlog.000007
 * @param offset bytes from the file's start; the first event is at 4
 */
public record BinlogPosition(String file, long offset) {
  /** Whether it comes before another one of the same server: files are numbered in order. */
  public boolean isBefore(BinlogPosition other) {
    return number() == other.number() ? offset < other.offset : number() < other.number();
  }

  /** Whether it names a place at all: a channel that never connected has none. */
  public boolean hasFile() {
    return !file.isEmpty();
  }

  private long number() {
    String digits = file.substring(file.lastIndexOf('.') + 1);
    return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : -1;
  }

  /** {@code binlog.000007:1234}. */
  @Override
  public String toString() {
    return file + ":" + offset;
  }
}
