package io.replicamedic.rung.parameters;

import io.replicamedic.durability.Remedy;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Memory;
import io.replicamedic.workflow.Outcome;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rung: wait for what the groups say already, by whomever, and RDS is still applying. Touches
 * nothing: it keeps a change that was sent before a crash from being sent again.
 */
final class AwaitApplied extends Settings {
  private final ParameterExamination examination;
  private final ApplyWatch watch;
  private final FixPolicy policy;

  AwaitApplied(ParameterExamination examination, ApplyWatch watch, FixPolicy policy) {
    this.examination = examination;
    this.watch = watch;
    this.policy = policy;
  }

  @Override
  public String name() {
    return "await-applied";
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    ParameterFindings findings = run.memory().get(FixLearnt.FINDINGS).orElseThrow();
    Now now = examination.now(run.grip().database(), run.grip().session(), findings);
    List<Remedy> missing = findings.wanted().stream().filter(it -> !now.reached(it)).toList();
    if (missing.isEmpty() || now.groups().isEmpty() || !missing.stream().allMatch(now::said)) {
      return new Preparation.NotApplicable("there is nothing that RDS might be applying");
    }
    return new Preparation.Ready(
        "wait for RDS, at most " + policy.applies().toSeconds() + " s",
        false,
        Map.of(),
        Debt.NONE,
        policy.applies(),
        () ->
            new Outcome.Answered(
                "the groups say it: " + now.facts(missing), Map.of(), Memory.EMPTY));
  }

  @Override
  public Optional<String> inVain(Run<ReplicaGrip> run) {
    return watch.inVain(run);
  }
}
