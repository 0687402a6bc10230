package io.replicamedic.rung.replication;

import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.Databases;
import io.replicamedic.workflow.Memory;
import io.replicamedic.workflow.Outcome;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import io.replicamedic.workflow.Rung;
import java.util.Map;
import java.util.Optional;

/** Rung: read and compare a failing transaction that was met after the start. */
public final class ReadConflict implements Rung<ReplicaGrip> {
  private final Databases databases;
  private final ReplicationPolicy policy;

  /** Opens its sessions to the source there. */
  public ReadConflict(Databases databases, ReplicationPolicy policy) {
    this.databases = databases;
    this.policy = policy;
  }

  @Override
  public String name() {
    return "read-conflict";
  }

  @Override
  public Preparation prepare(Run<ReplicaGrip> run) {
    Conflict conflict = run.memory().get(Learnt.CONFLICT).orElseThrow();
    Optional<ConflictReport> known = run.memory().get(Learnt.CONFLICT_REPORT);
    if (known.isPresent() && known.get().conflict().gtid().equals(conflict.gtid())) {
      return new Preparation.NotApplicable("compared already");
    }
    return new Preparation.Ready(
        "read " + conflict.gtid() + " from the source's binlog and compare it",
        false,
        Map.of(),
        Optional.empty(),
        policy.effect(),
        () -> compare(run, conflict));
  }

  private Outcome compare(Run<ReplicaGrip> run, Conflict conflict) {
    try (SourceAccess source = SourceAccess.of(databases, run.grip().database())) {
      ConflictReport report = ConflictReader.read(conflict, run.grip().session(), source).report();
      return new Outcome.Answered(
          report.proven() ? "all of it is here already" : "not all of it is here",
          Map.of("conflict", report),
          Memory.EMPTY.with(Learnt.CONFLICT_REPORT, report));
    } catch (DatabaseUnreachable e) {
      return new Outcome.Failed(String.valueOf(e.getMessage()), Map.of());
    }
  }
}
