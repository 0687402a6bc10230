package io.replicamedic.adapter.store;

import java.sql.DatabaseMetaData;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;

/**
 * What "committed" must mean before an act that has to be undone (law 1). H2 writes a commit to the
 * operating system at once (WRITE_DELAY 0) but asks the disk only now and then: before such an act
 * it is told to. A MySQL store syncs every commit itself, or is refused.
 */
@Component
final class Durability {
  private final JdbcClient jdbc;
  private final boolean embedded;

  Durability(JdbcClient jdbc, DataSource store) {
    this.jdbc = jdbc;
    this.embedded = product(store) == DatabaseDriver.H2;
    if (!embedded) {
      refuseUnsafeMysql();
    }
  }

  void sync() {
    if (embedded) {
      jdbc.sql("CHECKPOINT SYNC").update();
    }
  }

  private void refuseUnsafeMysql() {
    int flush = setting("@@GLOBAL.innodb_flush_log_at_trx_commit");
    int sync = setting("@@GLOBAL.sync_binlog");
    if (flush != 1 || sync != 1) {
      throw new IllegalStateException(
          "the MySQL store may lose acknowledged commits: innodb_flush_log_at_trx_commit="
              + flush
              + ", sync_binlog="
              + sync
              + "; set both to 1, or use another store");
    }
  }

  private int setting(String variable) {
    return jdbc.sql("SELECT " + variable).query(Integer.class).single();
  }

  private static DatabaseDriver product(DataSource store) {
    try {
      return DatabaseDriver.fromProductName(
          JdbcUtils.extractDatabaseMetaData(store, DatabaseMetaData::getDatabaseProductName));
    } catch (MetaDataAccessException e) {
      throw new IllegalStateException("the store cannot be asked what it is", e);
    }
  }
}
