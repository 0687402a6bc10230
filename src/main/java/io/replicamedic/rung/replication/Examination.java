package io.replicamedic.rung.replication;

import io.replicamedic.forensics.BinlogPlace;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.Diagnostician;
import io.replicamedic.replication.Expected;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.RestorePoint;
import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads everything that a decision needs, on one session, touching nothing (dry runs too). */
public final class Examination {
  private final Databases databases;
  private final Doubt doubt;

  /** Opens its sessions to the source there. */
  public Examination(Databases databases, Doubt doubt) {
    this.databases = databases;
    this.doubt = doubt;
  }

  /**
   * Reads it all.
   *
   * @throws io.replicamedic.outside.DatabaseUnreachable when the replica's session broke
   */
  public Findings examine(Order order, ReplicaChannel channel) {
    ReplicaSession replica = channel.session();
    Optional<ReplicationStatus> status = channel.status();
    List<ReplicationStatus> others = channel.others();
    Diagnosis diagnosis =
        status
            .map(read -> doubt.diagnosis(channel.database(), read))
            .orElseGet(() -> Diagnostician.withoutChannel(Expected.SOURCE));
    if (status.isEmpty()) {
      return new Findings(
          status,
          others,
          diagnosis,
          Optional.empty(),
          new PreflightReport(List.of(notConfigured(channel.name(), others))),
          Optional.empty(),
          channel.calls(),
          replica.facts().netTimeoutSeconds());
    }
    RestorePoint point = channel.restorePoint();
    Target target = Target.of(channel.source(), order, status.get());
    try (SourceAccess source = SourceAccess.of(databases, channel)) {
      List<Check> checks = checks(channel, target, status.get(), point, source);
      return new Findings(
          status,
          others,
          diagnosis,
          Optional.of(point),
          new PreflightReport(checks),
          conflict(status.get(), source)
              .map(found -> ConflictReader.read(found, replica, source).report()),
          channel.calls(),
          replica.facts().netTimeoutSeconds());
    }
  }

  private static Check notConfigured(String channel, List<ReplicationStatus> others) {
    String name = "channel-configured";
    if (channel.isEmpty() && others.isEmpty()) {
      return Check.refused(name, "no default channel is configured");
    }
    return Check.refused(
        name,
        "no channel '"
            + channel
            + "' is configured; there are: "
            + ReplicaChannel.list(others.stream().map(ReplicationStatus::channel).toList()));
  }

  /** The transaction that stopped the applier, if one did. */
  static Optional<Conflict> conflict(ReplicationStatus status, SourceAccess source) {
    return status
        .conflict()
        .map(
            error ->
                new Conflict(
                    error.transaction(),
                    error.errno(),
                    error.message(),
                    error.transaction().isEmpty() ? place(status, source) : Optional.empty()));
  }

  // Where no GTID names it; what cannot be read is a check's to say.
  private static Optional<BinlogPlace> place(ReplicationStatus status, SourceAccess source) {
    try {
      return Standing.of(status, source) instanceof Standing.At at
          ? at.failing()
          : Optional.empty();
    } catch (DatabaseUnreachable e) {
      return Optional.empty();
    }
  }

  /** That the source is known to have lost its tail, also once the channel is cleared. */
  Optional<String> lostTail(Run<ReplicaGrip> run) {
    return doubt.againstStarting(run);
  }

  /** What became known of the source since the channel was cleared. */
  List<Check> sinceCleared(Run<ReplicaGrip> run) {
    return Uncleared.of(run)
        .map(before -> doubt.checks(run.grip().database(), before.status()))
        .orElse(List.of());
  }

  /** Every check there is, read now; for the plan, and again right before what cannot be undone. */
  List<Check> checks(
      ReplicaChannel channel,
      Target target,
      ReplicationStatus status,
      RestorePoint point,
      SourceAccess source) {
    List<Check> all = new ArrayList<>(new Preflight(channel, target).run(status, point, source));
    all.addAll(doubt.checks(channel.database(), status));
    conflict(status, source)
        .ifPresent(conflict -> all.add(Settleable.check(conflict, channel.calls(), channel)));
    return List.copyOf(all);
  }
}
