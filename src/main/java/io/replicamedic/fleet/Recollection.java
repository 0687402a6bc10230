package io.replicamedic.fleet;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.FleetMemory;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Diagnostician;
import io.replicamedic.replication.Latch;
import io.replicamedic.replication.Observation;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.Seen;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Answers playbooks from what the poller and the RDS watch have learnt. */
public final class Recollection implements FleetMemory {
  /** In all: an order waits for it, perhaps while an egress is cut. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Replicas replicas;
  private final Latches latches;
  private final RdsKnowledge rds;
  private final RdsWatch watch;
  private final Duration patience;

  /** Wired once. */
  public Recollection(Replicas replicas, Latches latches, RdsKnowledge rds, RdsWatch watch) {
    this(replicas, latches, rds, watch, PATIENCE);
  }

  /** With another patience. */
  Recollection(
      Replicas replicas, Latches latches, RdsKnowledge rds, RdsWatch watch, Duration patience) {
    this.replicas = replicas;
    this.latches = latches;
    this.rds = rds;
    this.watch = watch;
    this.patience = patience;
  }

  @Override
  public Remembered around(Database database, ReplicationStatus status) {
    // A failover of a moment ago is what matters most: only such a conflict is worth the question.
    boolean asked =
        !mayBeLoss(status) || watch.within(patience, wanted -> askAnew(database, status, wanted));
    return new Remembered(
        rds.failovers(database, status),
        rds.missingFailovers(database, status).or(() -> late(asked, database, status)),
        lostTails(database, status.sourceUuid()));
  }

  @Override
  public List<Latch> lostTails(Database database, String sourceUuid) {
    return latches.lostTails(database.id(), sourceUuid);
  }

  @Override
  public Optional<ReplicationStatus> lately(Database database, String channel) {
    return replicas.recent(database.id()).channels().stream()
        .map(ChannelState::status)
        .filter(it -> it.channel().equals(channel))
        .findFirst();
  }

  /** What was read before may lack a failover of a moment ago, which is then not known. */
  private Optional<String> late(boolean asked, Database database, ReplicationStatus status) {
    return rds.source(database, status)
        .filter(_ -> !asked)
        .map(it -> "the RDS API has not told in time what happened to " + it.name() + " lately");
  }

  private void askAnew(Database database, ReplicationStatus status, BooleanSupplier wanted) {
    Set<AwsAccount> asked = new HashSet<>();
    Stream.concat(
            database.aws().map(_ -> database.account()).stream(),
            database.source(status.channel()).stream()
                .filter(it -> it.aws().isPresent())
                .map(RegisteredSource::account))
        .forEach(it -> askUnread(it, asked, wanted));
    if (here(database, status).isEmpty()) {
      // Of whom nobody says where it is, any account may know.
      rds.accounts().forEach(it -> askUnread(it, asked, wanted));
    }
    here(database, status).filter(asked::add).ifPresent(it -> watch.lookForEvents(it, wanted));
  }

  private void askUnread(AwsAccount account, Set<AwsAccount> asked, BooleanSupplier wanted) {
    if (!rds.picture(account).isRead() && asked.add(account)) {
      watch.lookForEvents(account, wanted);
    }
  }

  /** Where its source's events are told; empty when that is not known. */
  private Optional<AwsAccount> here(Database database, ReplicationStatus status) {
    return rds.source(database, status)
        .filter(it -> it.reach() == RdsSource.Reach.HERE)
        .map(RdsSource::account);
  }

  private static boolean mayBeLoss(ReplicationStatus status) {
    Diagnosis alone = Diagnostician.diagnose(Observation.of(new Seen.Channel(status)));
    return alone.says(DiagnosisCode.APPLIER_DUPLICATE_KEY)
        || alone.says(DiagnosisCode.APPLIER_ROW_MISSING);
  }
}
