package io.replicamedic.rung.replication;

import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.Outcome;
import io.replicamedic.workflow.Plan;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Rung: read everything that the decisions need, and make the plan. Touches nothing. */
public final class Examine extends Acts {
  private final Examination examination;
  private final BiFunction<Order, Findings, Plan> planning;
  private final ReplicationPolicy policy;

  /** The playbook says how findings become its plan. */
  public Examine(
      Examination examination,
      BiFunction<Order, Findings, Plan> planning,
      ReplicationPolicy policy) {
    this.examination = examination;
    this.planning = planning;
    this.policy = policy;
  }

  @Override
  public String name() {
    return "examine";
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    // Reading is all it does, so it is done while looking: what cannot be read climbs nothing.
    Findings findings = examination.examine(run.workflow().order(), run.grip().channel());
    return new Preparation.Ready(
        "read status, restore point, failing transaction, pre-flight",
        false,
        Map.of(),
        Debt.NONE,
        policy.effect(),
        () -> examined(run, findings));
  }

  private Outcome examined(Run<ReplicaGrip> run, Findings findings) {
    Plan plan = planning.apply(run.workflow().order(), findings);
    return new Outcome.Answered(
        findings.diagnosis().code() + ": " + findings.diagnosis().summary(),
        told(findings, plan),
        Learnt.of(findings).with(Learnt.PLAN, plan));
  }

  private static Map<String, Object> told(Findings findings, Plan plan) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("diagnosis", findings.diagnosis());
    detail.put("preflight", findings.preflight().checks().stream().map(Check::line).toList());
    findings.conflict().ifPresent(report -> detail.put("conflict", report));
    findings.restorePoint().ifPresent(point -> detail.put("restorePoint", Learnt.json(point)));
    detail.put("plan", plan);
    return detail;
  }
}
