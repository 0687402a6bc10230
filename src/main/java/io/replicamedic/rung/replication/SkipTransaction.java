package io.replicamedic.rung.replication;

import io.replicamedic.outside.Databases;
import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rung: commit an empty transaction under the failing GTID, when every after-image is proven
 * present, or a person chose it knowing what it leaves. Compared again right before.
 */
public final class SkipTransaction extends Acts {
  private final Databases databases;
  private final Clearance clearance;
  private final ReplicationPolicy policy;

  /** Opens its sessions to the source there. */
  public SkipTransaction(Databases databases, Examination examination, ReplicationPolicy policy) {
    this.databases = databases;
    this.clearance = new Clearance(databases, examination);
    this.policy = policy;
  }

  @Override
  public String name() {
    return "skip";
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    Conflict conflict = run.memory().get(Learnt.CONFLICT).orElseThrow();
    if (conflict.anonymous()) {
      return new Preparation.NotApplicable(conflict.name() + " has no GTID");
    }
    try (SourceAccess access = SourceAccess.of(databases, run.grip().channel())) {
      SourceAccess source = readable(access, run.grip().source());
      ConflictReport now = ConflictReader.read(conflict, run.grip().session(), source).report();
      boolean chosen =
          Questions.answer(run.workflow().progress(), now.questionId())
              .filter(Questions.SKIP::equals)
              .isPresent();
      if (!now.proven() && !chosen) {
        return new Preparation.NotApplicable(
            "not all of " + conflict.gtid() + " is here, and nobody chose to skip it");
      }
      return clearance.objection(run).orElseGet(() -> ready(run, conflict, now));
    }
  }

  private Preparation ready(Run<ReplicaGrip> run, Conflict conflict, ConflictReport now) {
    Optional<ProcedureCall> call = run.grip().calls().skip(conflict.gtid());
    if (call.isEmpty()) {
      return new Preparation.NotApplicable("this server has no rds_skip_transaction_with_gtid");
    }
    List<String> leaves = now.proven() ? List.of() : now.leftBySkip();
    return new Preparation.Ready(
        call.get().statement(),
        true,
        Map.of(
            "because",
            now.proven() ? "every after-image is present" : "a person chose it",
            "compared",
            now.shown(),
            "differenceLeft",
            leaves),
        Debt.NONE,
        policy.effect(),
        () -> Calling.call(run.grip().session(), call.get(), policy.callWait()));
  }
}
