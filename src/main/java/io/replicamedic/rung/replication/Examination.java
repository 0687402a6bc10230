package io.replicamedic.rung.replication;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.Procedures;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.Diagnostician;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.RestorePoint;
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
  public Findings examine(Database database, ReplicaSession replica) {
    Optional<ReplicationStatus> status = replica.status("");
    Diagnosis diagnosis =
        status.map(read -> doubt.diagnosis(database, read)).orElseGet(Diagnostician::notConfigured);
    if (status.isEmpty()) {
      Check none = Check.refused("channel-configured", "no default channel is configured");
      return new Findings(
          status,
          diagnosis,
          Optional.empty(),
          new PreflightReport(List.of(none)),
          Optional.empty(),
          replica.procedures(),
          replica.facts().netTimeoutSeconds());
    }
    RestorePoint point = replica.restorePoint("");
    try (SourceAccess source = SourceAccess.of(databases, database)) {
      List<Check> checks = checks(database, replica, status.get(), point, source);
      return new Findings(
          status,
          diagnosis,
          Optional.of(point),
          new PreflightReport(checks),
          conflict(status.get()).map(found -> ConflictReader.read(found, replica, source).report()),
          replica.procedures(),
          replica.facts().netTimeoutSeconds());
    }
  }

  /** The transaction that stopped the applier, if one did. */
  static Optional<Conflict> conflict(ReplicationStatus status) {
    return status
        .conflict()
        .map(error -> new Conflict(error.transaction(), error.errno(), error.message()));
  }

  /** Every check there is, read now; for the plan, and again right before what cannot be undone. */
  List<Check> checks(
      Database database,
      ReplicaSession replica,
      ReplicationStatus status,
      RestorePoint point,
      SourceAccess source) {
    List<Check> all =
        new ArrayList<>(
            new Preflight(database.source().orElseThrow(), replica).run(status, point, source));
    all.addAll(doubt.checks(database, status));
    conflict(status).ifPresent(conflict -> all.add(settling(conflict, replica.procedures())));
    return List.copyOf(all);
  }

  // The same transaction stops the applier again after a reset, unless it can be settled first.
  private static Check settling(Conflict conflict, Procedures procedures) {
    boolean known = !conflict.gtid().isEmpty();
    boolean skippable = new RdsCalls(procedures).skip(conflict.gtid()).isPresent();
    return Check.that(
        "conflict-can-be-settled",
        known && skippable,
        !known
            ? "the server does not say which transaction failed with error " + conflict.errno()
            : skippable
                ? conflict.gtid() + " failed with error " + conflict.errno()
                : "this server lacks rds_skip_transaction_with_gtid");
  }
}
