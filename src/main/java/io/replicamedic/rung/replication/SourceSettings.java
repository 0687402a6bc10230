package io.replicamedic.rung.replication;

import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.replication.BinlogPosition;
import io.replicamedic.replication.Endpoint;
import java.util.Optional;

/**
 * What a channel is to be configured with, its password apart.
 *
 * @param address the source's, as the database reaches it
 * @param position where to go on; empty = GTID auto position
 */
record SourceSettings(
    Endpoint address,
    String user,
    boolean ssl,
    int delaySeconds,
    Optional<BinlogPosition> position) {
  /** The registered source. */
  static SourceSettings of(
      RegisteredSource source, int delaySeconds, Optional<BinlogPosition> position) {
    return new SourceSettings(
        source.asDatabase(), source.replication().user(), source.ssl(), delaySeconds, position);
  }
}
