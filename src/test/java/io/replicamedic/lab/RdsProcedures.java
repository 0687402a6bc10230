package io.replicamedic.lab;

import java.sql.SQLException;
import java.util.Map;

/** Installs a managed service's procedures and its admin account on a replica; called by Lab. */
final class RdsProcedures {
  private RdsProcedures() {}

  static void install(Session root, LabSettings settings, Account admin) throws SQLException {
    Map<String, String> values =
        Map.of(
            "rdsadmin_password", Passwords.random(),
            "connect_retry", Integer.toString(settings.retries().seconds()),
            "retry_count", Integer.toString(settings.retries().count()),
            "retention_hours", settings.personality().retentionHours(),
            "admin", admin.user(),
            "admin_password", admin.password());
    root.run("SET sql_log_bin = 0");
    for (SqlScript script : settings.personality().scripts()) {
      script.run(root, values);
    }
    switch (settings.kill()) {
      case ALLOWED -> {}
      case REFUSED -> SqlScript.named("rds-kill-refused.sql").run(root, values);
      case ABSENT -> SqlScript.named("rds-kill-absent.sql").run(root, values);
    }
  }
}
