package io.replicamedic.rung.replication;

import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.replication.BinlogPosition;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.Run;
import java.util.Optional;

/**
 * What the channel should be configured with: the registered source, and where to go on.
 *
 * @param chosen the place that the request names; empty = where the channel stands
 */
record Target(RegisteredSource source, Positioning positioning, Optional<BinlogPosition> chosen) {
  /** As the order says, for a channel that reads so. */
  static Target of(RegisteredSource source, Order order, ReplicationStatus status) {
    return of(source, order, status.autoPosition());
  }

  /** As the order says; how the channel was before it was touched is in the restore point. */
  static Target of(Run<ReplicaGrip> run) {
    boolean auto =
        run.memory()
            .get(Learnt.RESTORE_POINT)
            .map(point -> !"0".equals(point.status().get("Auto_Position")))
            .orElse(true);
    return of(run.grip().source(), run.workflow().order(), auto);
  }

  private static Target of(RegisteredSource source, Order order, boolean auto) {
    Optional<BinlogPosition> chosen = UnstickOptions.chosenPosition(order);
    boolean byGtid = auto && chosen.isEmpty() && !UnstickOptions.byPosition(order);
    return new Target(source, byGtid ? Positioning.BY_GTID : Positioning.BY_POSITION, chosen);
  }

  boolean byPosition() {
    return positioning == Positioning.BY_POSITION;
  }

  boolean matches(ReplicationStatus status) {
    return status.source().equals(source.asDatabase())
        && status.sourceUser().equals(source.replication().user())
        && status.autoPosition() != byPosition()
        && status.ssl() == source.ssl();
  }

  /** How it is to be configured; a place only where it takes one. */
  SourceSettings settings(int delaySeconds, Optional<BinlogPosition> stands) {
    return SourceSettings.of(
        source, delaySeconds, byPosition() ? chosen.or(() -> stands) : Optional.empty());
  }
}
