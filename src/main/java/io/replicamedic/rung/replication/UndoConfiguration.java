package io.replicamedic.rung.replication;

import io.replicamedic.outside.Database;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationStatus;

/**
 * How a cleared configuration is set again as it was; the password by reference only.
 *
 * @param address the source's address as it was configured
 */
record UndoConfiguration(
    Endpoint address, String user, String passwordRef, boolean ssl, int delaySeconds) {
  static final String KIND = "replication-configuration";

  static UndoConfiguration of(Database database, ReplicationStatus status) {
    return new UndoConfiguration(
        status.source(),
        status.sourceUser(),
        database.source().orElseThrow().replication().passwordRef(),
        status.ssl(),
        status.delaySeconds());
  }
}
