package io.replicamedic.durability;

/** Whether redo is written by threads of its own, and so soon; asked where commits do not write. */
final class LogWriters {
  private LogWriters() {}

  /** Of a server without the variable: 8.0.11 to 8.0.21 always has them, 5.7 never. */
  static boolean always(Case it) {
    return it.version().filter(version -> version.from(8, 0, 11)).isPresent();
  }
}
