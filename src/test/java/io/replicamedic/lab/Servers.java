package io.replicamedic.lab;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Starts a lab's two servers, each with its accounts and what it holds; called by {@link Lab}. */
final class Servers {
  private Servers() {}

  /** The legacy source with the application's tables; its accounts are not in its binary log. */
  static MysqlServer source(LabSettings settings, Account repl, Account app) {
    Map<String, String> options = new HashMap<>(Map.of("server_id", "1"));
    options.putAll(settings.sourceOptions());
    Map<String, String> names =
        Map.of(
            "repl", repl.user(),
            "repl_password", repl.password(),
            "app", app.user(),
            "app_password", app.password());
    return prepared(
        MysqlServer.start(settings.release(), options),
        root -> {
          root.run("SET sql_log_bin = 0");
          SqlScript.named("source-accounts.sql").run(root, names);
          root.run("SET sql_log_bin = 1");
          SqlScript.named("schema.sql").run(root, Map.of());
        });
  }

  /** The managed replica: the service's procedures, the customer's account, no data yet. */
  static MysqlServer replica(LabSettings settings, Account admin) {
    Map<String, String> options = new HashMap<>();
    options.put("server_id", "2");
    options.put("replica_net_timeout", Integer.toString(settings.retries().silence()));
    options.put("replica_parallel_workers", "4");
    options.put("replica_preserve_commit_order", "ON");
    options.putAll(settings.replicaOptions());
    if (settings.release() != Release.CURRENT) {
      options.put("slave_parallel_type", "LOGICAL_CLOCK");
    }
    return prepared(
        MysqlServer.start(settings.release(), inWordsOf(settings.release(), options)),
        root -> RdsProcedures.install(root, settings, admin));
  }

  private static Map<String, String> inWordsOf(Release release, Map<String, String> options) {
    Map<String, String> own = new HashMap<>();
    options.forEach((name, value) -> own.put(release.option(name), value));
    return own;
  }

  @FunctionalInterface
  private interface Preparation {
    void run(Session root) throws SQLException;
  }

  private static MysqlServer prepared(MysqlServer server, Preparation preparation) {
    try (Session root = server.session()) {
      preparation.run(root);
      return server;
    } catch (SQLException | RuntimeException e) {
      server.close();
      throw new IllegalStateException("a server of the lab cannot be prepared", e);
    }
  }
}
