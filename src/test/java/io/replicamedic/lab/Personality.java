package io.replicamedic.lab;

import java.util.List;

/** Which managed service a lab's replica behaves like; chosen in {@link LabSettings}. */
public enum Personality {
  /** Its stop looks at the applier only: the ghost of incident 1. */
  AURORA_V3("aurora-v3", "rds_set_external_source_with_auto_position(?, ?, ?, ?, ?)", "2160"),
  /** It looks at both threads, and raises an error where it would do nothing. */
  RDS_8_0("rds-8.0", "rds_set_external_master_with_auto_position(?, ?, ?, ?, ?, 0)", "168");

  private final String file;
  private final String configure;
  private final String retentionHours;

  Personality(String file, String configure, String retentionHours) {
    this.file = file;
    this.configure = configure;
    this.retentionHours = retentionHours;
  }

  /** In the order of installation. */
  List<SqlScript> scripts() {
    return List.of(
        SqlScript.named("rds-common.sql"),
        SqlScript.named(file + ".sql"),
        SqlScript.named(file + "-accounts.sql"));
  }

  /** Sets the source with auto position: host, port, user, password, TLS; without delay. */
  String configureCall() {
    return "CALL mysql." + configure;
  }

  /** The longest binlog retention that can be set. */
  String retentionHours() {
    return retentionHours;
  }
}
