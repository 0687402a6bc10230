package io.replicamedic.loss;

import io.replicamedic.lab.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings that decide what is lost.
 *
 * @param flush innodb_flush_log_at_trx_commit
 * @param syncBinlog sync_binlog
 * @param logWriterThreads innodb_log_writer_threads
 */
record Durability(int flush, int syncBinlog, boolean logWriterThreads) {
  Durability(int flush, int syncBinlog) {
    this(flush, syncBinlog, true);
  }

  /** 0/1/2 × 0/1/1000. */
  static List<Durability> matrix() {
    return Stream.of(1, 2, 0)
        .flatMap(flush -> Stream.of(1, 0, 1000).map(sync -> new Durability(flush, sync)))
        .toList();
  }

  /** The same by the other threads; they decide only where commits wait for no write. */
  Durability withoutLogWriterThreads() {
    return new Durability(flush, syncBinlog, false);
  }

  void set(Session root) throws SQLException {
    root.run(
        "SET GLOBAL innodb_flush_log_at_trx_commit = " + flush,
        "SET GLOBAL sync_binlog = " + syncBinlog,
        "SET GLOBAL innodb_log_writer_threads = " + (logWriterThreads ? "ON" : "OFF"));
  }

  @Override
  public String toString() {
    return flush + "/" + syncBinlog + (logWriterThreads ? "" : " without log writer threads");
  }
}
