package io.replicamedic.rung.parameters;

import io.replicamedic.durability.Remedy;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Fence;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rung: tell RDS once more what the group says already, to be applied at once: the group is right
 * and the server runs something else (pending, failed, or set by hand).
 */
final class ApplyAgain extends Settings {
  private final ParameterExamination examination;
  private final AwsAccounts accounts;
  private final ApplyWatch watch;
  private final FixPolicy policy;
  private final Clock clock;

  ApplyAgain(
      ParameterExamination examination,
      AwsAccounts accounts,
      ApplyWatch watch,
      FixPolicy policy,
      Clock clock) {
    this.examination = examination;
    this.accounts = accounts;
    this.watch = watch;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "apply-again";
  }

  @Override
  public Fence fence() {
    return Fence.SAME_AGAIN;
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    ParameterFindings findings = run.memory().get(FixLearnt.FINDINGS).orElseThrow();
    Now now = examination.now(run.grip().database(), run.grip().session(), findings);
    List<Remedy> missing =
        findings.wanted().stream().filter(it -> !now.reached(it) && now.said(it)).toList();
    List<Batch> again = findings.batchesAgain(missing);
    if (again.isEmpty()) {
      return new Preparation.NotApplicable(
          "no dynamic parameter of a group of ours is said and not in force");
    }
    Batch batch = again.getFirst();
    if (now.status(batch.group()).isEmpty()) {
      return new Preparation.Refused(
          run.grip().database().id() + " does not use " + batch.group() + " any more", Map.of());
    }
    Instant decidedAt = clock.instant();
    return new Preparation.Ready(
        batch.statement(),
        false,
        Map.of("because", "the group says it and the server does not run it"),
        Debt.NONE,
        policy.applies(),
        () -> Modify.send(accounts, run.grip().database(), batch, decidedAt));
  }

  @Override
  public Optional<String> inVain(Run<ReplicaGrip> run) {
    return watch.inVain(run);
  }
}
