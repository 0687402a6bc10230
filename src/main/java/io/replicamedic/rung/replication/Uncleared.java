package io.replicamedic.rung.replication;

import io.replicamedic.replication.ChannelDetail;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.GtidSet;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.RestorePoint;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.workflow.Run;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A channel as it was right before it was cleared, from what the run has learnt: whose source it
 * had, and which transaction had stopped its applier. Asked by {@link Clearance}, because nothing
 * that is read of a cleared channel says so any more.
 *
 * @param conflict what stopped the applier; empty when nothing did
 */
record Uncleared(
    String channel,
    Endpoint source,
    String sourceUuid,
    Optional<Conflict> conflict,
    Instant readAt) {
  /** Empty when the run has learnt of no source. */
  static Optional<Uncleared> of(Run<ReplicaGrip> run) {
    return run.memory().get(Learnt.RESTORE_POINT).flatMap(point -> of(run, point));
  }

  /** Its source's server_uuid; empty when it had not connected yet. */
  static Optional<String> uuid(Run<ReplicaGrip> run) {
    return run.memory()
        .get(Learnt.RESTORE_POINT)
        .flatMap(point -> column(point, "Source_UUID", "Master_UUID"));
  }

  private static Optional<Uncleared> of(Run<ReplicaGrip> run, RestorePoint point) {
    Optional<String> host = column(point, "Source_Host", "Master_Host");
    Optional<String> port = column(point, "Source_Port", "Master_Port");
    return host.isEmpty() || port.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Uncleared(
                run.grip().channel().name(),
                new Endpoint(host.get(), Integer.parseInt(port.get())),
                column(point, "Source_UUID", "Master_UUID").orElse(""),
                run.memory().get(Learnt.CONFLICT),
                point.takenAt()));
  }

  // By the name that the server has for it: 8.0.22 renamed them.
  private static Optional<String> column(RestorePoint point, String name, String before) {
    return Optional.ofNullable(point.status().get(name))
        .or(() -> Optional.ofNullable(point.status().get(before)))
        .filter(it -> !it.isEmpty());
  }

  /** As a reading of both threads stopped, for what is asked of a reading. */
  ReplicationStatus status() {
    return new ReplicationStatus(
        channel,
        ThreadState.NO,
        ThreadState.NO,
        source,
        "",
        sourceUuid,
        false,
        false,
        GtidSet.empty(),
        GtidSet.empty(),
        0,
        "",
        conflict.map(Conflict::errno).orElse(0),
        conflict.map(Conflict::message).orElse(""),
        List.of(),
        null,
        0,
        0,
        0,
        0,
        0,
        "",
        0,
        ChannelDetail.NONE,
        readAt);
  }
}
