package io.replicamedic.rung.parameters;

import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Memory;
import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.Outcome;
import io.replicamedic.workflow.Plan;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Rung: read everything that the fix needs, and make the plan. Touches nothing. */
final class ExamineSettings extends Settings {
  private final ParameterExamination examination;
  private final BiFunction<Order, ParameterFindings, Plan> planning;

  ExamineSettings(
      ParameterExamination examination, BiFunction<Order, ParameterFindings, Plan> planning) {
    this.examination = examination;
    this.planning = planning;
  }

  @Override
  public String name() {
    return "examine";
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    // Reading is all it does, so it is done while looking: what cannot be read climbs nothing.
    Order order = run.workflow().order();
    ParameterFindings findings =
        examination.examine(order, run.grip().database(), run.grip().session());
    Plan plan = planning.apply(order, findings);
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("findings", findings);
    detail.put("plan", plan);
    return new Preparation.Ready(
        "read the audit, @@GLOBAL, parameter groups and who uses them",
        false,
        Map.of(),
        Debt.NONE,
        Duration.ZERO,
        () ->
            new Outcome.Answered(
                plan.refusals().isEmpty()
                    ? findings.wanted().size() + " settings are wanted"
                    : String.join("; ", plan.refusals()),
                detail,
                Memory.EMPTY.with(FixLearnt.FINDINGS, findings).with(FixLearnt.PLAN, plan)));
  }
}
