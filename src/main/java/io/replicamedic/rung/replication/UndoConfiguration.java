package io.replicamedic.rung.replication;

import io.replicamedic.replication.BinlogPosition;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationStatus;
import java.util.Objects;
import java.util.Optional;

/**
 * How a cleared configuration is set again as it was; the password by reference only.
 *
 * @param address the source's address as it was configured
 * @param positioning how it knew where to go on; by GTID in records of before
 * @param stood where it stood when it was cleared, if that was looked for
 * @param channel whose it is; records of before there were any say nothing, and mean the default
 */
record UndoConfiguration(
    Endpoint address,
    String user,
    String passwordRef,
    boolean ssl,
    int delaySeconds,
    String channel,
    Positioning positioning,
    Optional<BinlogPosition> stood) {
  /** Of a default channel by GTID, which every version sets again as it was. */
  static final String KIND = "replication-configuration";

  /**
   * Of a named channel, or by file and position: versions before these would ignore both and set
   * the default channel by GTID, so they must not know how to discharge it.
   */
  static final String PLACED_KIND = "placed-replication-configuration";

  UndoConfiguration {
    channel = Objects.requireNonNullElse(channel, "");
    positioning = Objects.requireNonNullElse(positioning, Positioning.BY_GTID);
    stood = Objects.requireNonNullElse(stood, Optional.empty());
  }

  static UndoConfiguration of(
      ReplicaChannel channel, ReplicationStatus status, Optional<BinlogPosition> stood) {
    return new UndoConfiguration(
        status.source(),
        status.sourceUser(),
        channel.source().replication().passwordRef(),
        status.ssl(),
        status.delaySeconds(),
        channel.name(),
        status.autoPosition() ? Positioning.BY_GTID : Positioning.BY_POSITION,
        stood);
  }

  /** Whether that kind of obligation is one; records of before there were two are of the first. */
  static boolean isKind(String kind) {
    return kind.equals(KIND) || kind.equals(PLACED_KIND);
  }

  /** The kind of obligation that it is the undo of. */
  String kind() {
    return channel.isEmpty() && positioning == Positioning.BY_GTID ? KIND : PLACED_KIND;
  }

  SourceSettings settings() {
    return new SourceSettings(address, user, ssl, delaySeconds, position());
  }

  /** Where to go on if it is set again; empty by GTID. */
  Optional<BinlogPosition> position() {
    return stood.filter(_ -> positioning == Positioning.BY_POSITION);
  }
}
