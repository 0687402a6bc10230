package io.replicamedic.adapter.store;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What "committed" must mean before an act that has to be undone (law 1). H2 writes a commit to the
 * operating system at once (WRITE_DELAY 0) but asks the disk only now and then: before such an act
 * it is told to (figures: docs/store.md). A MySQL store syncs every commit itself, or is refused.
 */
@Component
final class Durability {
  private final JdbcClient jdbc;
  private final StoreKind kind;

  Durability(JdbcClient jdbc, StoreKind kind) {
    this.jdbc = jdbc;
    this.kind = kind;
    if (kind == StoreKind.MYSQL) {
      refuseUnsafeMysql();
    }
  }

  void sync() {
    if (kind == StoreKind.EMBEDDED) {
      jdbc.sql("CHECKPOINT SYNC").update();
    }
  }

  private void refuseUnsafeMysql() {
    int flush = setting("@@GLOBAL.innodb_flush_log_at_trx_commit");
    int sync = setting("@@GLOBAL.sync_binlog");
    if (flush != 1 || sync != 1) {
      throw new StoreRefused(
          "the MySQL store may lose acknowledged commits: innodb_flush_log_at_trx_commit="
              + flush
              + ", sync_binlog="
              + sync,
          "set both to 1 on that server, or use another store (spring.datasource.url)");
    }
  }

  private int setting(String variable) {
    return jdbc.sql("SELECT " + variable).query(Integer.class).single();
  }
}
