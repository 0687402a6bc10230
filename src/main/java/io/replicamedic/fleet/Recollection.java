package io.replicamedic.fleet;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.FleetMemory;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Diagnostician;
import io.replicamedic.replication.Latch;
import io.replicamedic.replication.Observation;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.Seen;
import java.util.List;
import java.util.Optional;

/** Answers playbooks from what the poller and the RDS watch have learnt. */
public final class Recollection implements FleetMemory {
  private final Replicas replicas;
  private final Latches latches;
  private final RdsKnowledge rds;
  private final RdsWatch watch;

  /** Wired once. */
  public Recollection(Replicas replicas, Latches latches, RdsKnowledge rds, RdsWatch watch) {
    this.replicas = replicas;
    this.latches = latches;
    this.rds = rds;
    this.watch = watch;
  }

  @Override
  public Remembered around(Database database, ReplicationStatus status) {
    // A failover of a moment ago is what matters most: only such a conflict is worth the question.
    if (mayBeLoss(status)) {
      askAnew(database, status);
    }
    return new Remembered(
        rds.failovers(database, status),
        rds.missingFailovers(database, status),
        lostTails(status.sourceUuid()));
  }

  @Override
  public List<Latch> lostTails(String sourceUuid) {
    return latches.ofSource(Latch.Kind.LOST_TAIL, sourceUuid);
  }

  @Override
  public Optional<ReplicationStatus> lately(Database database, String channel) {
    return replicas.recent(database.id()).channels().stream()
        .map(ChannelState::status)
        .filter(it -> it.channel().equals(channel))
        .findFirst();
  }

  private void askAnew(Database database, ReplicationStatus status) {
    // Until an account is surveyed nobody can tell which source is there.
    rds.accounts().stream()
        .filter(it -> !rds.picture(it).answered() || rds.picture(it).eventsReadAt().isEmpty())
        .forEach(watch::look);
    rds.source(database, status)
        .filter(it -> it.reach() == RdsSource.Reach.HERE)
        .ifPresent(it -> watch.lookForEvents(it.account()));
  }

  private static boolean mayBeLoss(ReplicationStatus status) {
    Diagnosis alone = Diagnostician.diagnose(Observation.of(new Seen.Channel(status)));
    return alone.says(DiagnosisCode.APPLIER_DUPLICATE_KEY)
        || alone.says(DiagnosisCode.APPLIER_ROW_MISSING);
  }
}
