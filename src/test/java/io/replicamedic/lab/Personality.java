package io.replicamedic.lab;

import java.util.List;
import java.util.stream.Stream;

/** Which managed service a lab's replica behaves like; chosen in {@link LabSettings}. */
public enum Personality {
  /** Its stop looks at the applier only: the ghost of incident 1. */
  AURORA_V3(
      List.of("aurora-v3", "aurora-v3-accounts"),
      "rds_set_external_source_with_auto_position(?, ?, ?, ?, ?)",
      "2160"),
  /** The same, and it has procedures that name a channel. */
  AURORA_8_4(
      List.of("aurora-v3", "aurora-channels", "aurora-v3-accounts"),
      "rds_set_external_source_with_auto_position(?, ?, ?, ?, ?)",
      "2160"),
  /** It looks at both threads, and raises an error where it would do nothing. */
  RDS_8_0(
      List.of("rds-8.0", "rds-8.0-accounts"),
      "rds_set_external_master_with_auto_position(?, ?, ?, ?, ?, 0)",
      "168"),
  /** The same procedures; an account without roles or the rights that came with 8.0. */
  RDS_5_7(
      List.of("rds-8.0", "rds-5.7-accounts"),
      "rds_set_external_master_with_auto_position(?, ?, ?, ?, ?, 0)",
      "168");

  private final List<String> files;
  private final String configure;
  private final String retentionHours;

  Personality(List<String> files, String configure, String retentionHours) {
    this.files = files;
    this.configure = configure;
    this.retentionHours = retentionHours;
  }

  /** In the order of installation. */
  List<SqlScript> scripts() {
    return Stream.concat(Stream.of("rds-common"), files.stream())
        .map(file -> SqlScript.named(file + ".sql"))
        .toList();
  }

  /** Sets the source with auto position: host, port, user, password, TLS; without delay. */
  String configureCall(String channel) {
    return channel.isEmpty()
        ? "CALL mysql." + configure
        : "CALL mysql.rds_set_external_source_with_auto_position_for_channel(?, ?, ?, ?, ?, 0, '"
            + channel
            + "')";
  }

  /** The same by file and position: host, port, user, password, file, TLS; from its start. */
  String configureFromStart(String channel) {
    if (!channel.isEmpty()) {
      return "CALL mysql.rds_set_external_source_for_channel(?, ?, ?, ?, ?, 4, ?, '"
          + channel
          + "')";
    }
    String name = configure.startsWith("rds_set_external_master") ? "master" : "source";
    return "CALL mysql.rds_set_external_" + name + "(?, ?, ?, ?, ?, 4, ?)";
  }

  /** Whether it has procedures that name a channel. */
  boolean namesChannels() {
    return this != AURORA_V3;
  }

  /** The longest binlog retention that can be set. */
  String retentionHours() {
    return retentionHours;
  }
}
