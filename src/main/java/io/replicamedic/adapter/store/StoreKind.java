package io.replicamedic.adapter.store;

import java.sql.DatabaseMetaData;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/** What the store is; asked once at start-up by whatever must differ. */
enum StoreKind {
  /** H2 on a file (or in memory): one process has it alone. */
  EMBEDDED,
  /** A MySQL server that several instances share. */
  MYSQL;

  static StoreKind of(DataSource store) {
    String product = product(store);
    return switch (DatabaseDriver.fromProductName(product)) {
      case H2 -> EMBEDDED;
      case MYSQL -> MYSQL;
      default ->
          throw new StoreRefused(
              "the store is " + product + ", which replica-medic was not tested with",
              "use the embedded store or MySQL (spring.datasource.url)");
    };
  }

  private static String product(DataSource store) {
    try {
      return JdbcUtils.extractDatabaseMetaData(store, DatabaseMetaData::getDatabaseProductName);
    } catch (MetaDataAccessException e) {
      throw new IllegalStateException("the store cannot be asked what it is", e);
    }
  }
}
