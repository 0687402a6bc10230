package io.replicamedic.rung.replication;

import io.replicamedic.outside.Databases;
import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Memory;
import io.replicamedic.workflow.Outcome;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.util.Map;
import java.util.Optional;

/** Rung: read and compare a failing transaction that was met after the start. */
public final class ReadConflict extends Acts {
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
  Preparation look(Run<ReplicaGrip> run) {
    Conflict conflict = run.memory().get(Learnt.CONFLICT).orElseThrow();
    Optional<ConflictReport> known = run.memory().get(Learnt.CONFLICT_REPORT);
    if (known.isPresent() && known.get().conflict().isSame(conflict)) {
      return new Preparation.NotApplicable("compared already");
    }
    try (SourceAccess access = SourceAccess.of(databases, run.grip().channel())) {
      SourceAccess source = readable(access, run.grip().source());
      ConflictReport report = ConflictReader.read(conflict, run.grip().session(), source).report();
      return new Preparation.Ready(
          "read " + conflict.name() + " from the source's binlog and compare it",
          false,
          Map.of(),
          Debt.NONE,
          policy.effect(),
          () ->
              new Outcome.Answered(
                  report.proven() ? "all of it is here already" : "not all of it is here",
                  Map.of("conflict", report),
                  Memory.EMPTY.with(Learnt.CONFLICT_REPORT, report)));
    }
  }
}
