package io.replicamedic.playbook;

import io.replicamedic.outside.Database;
import io.replicamedic.rung.parameters.Batch;
import io.replicamedic.rung.parameters.FixRungs;
import io.replicamedic.rung.parameters.GroupChange;
import io.replicamedic.rung.parameters.ParameterFindings;
import io.replicamedic.rung.parameters.Reversal;
import io.replicamedic.rung.parameters.Sharing;
import io.replicamedic.rung.parameters.SharingQuestions;
import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.Plan;
import io.replicamedic.workflow.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Words what a durability fix would do, from the same calls that its rungs will make. */
final class FixDurabilityPlan {
  private static final String IN_FORCE = "in force";

  private final Order order;
  private final Database database;
  private final ParameterFindings findings;

  FixDurabilityPlan(Order order, Database database, ParameterFindings findings) {
    this.order = order;
    this.database = database;
    this.findings = findings;
  }

  Plan plan() {
    return Plan.of(
        order.playbookName(),
        order.target(),
        steps(),
        notes(),
        SharingQuestions.of(order, findings, Instant.EPOCH).stream()
            .map(
                it ->
                    it.id()
                        + ": "
                        + it.text()
                        + " "
                        + it.options().stream().map(Question.Option::name).toList())
            .toList(),
        findings.refusals());
  }

  private List<Plan.Step> steps() {
    List<Plan.Step> steps = new ArrayList<>();
    List<Batch> batches = findings.batches();
    for (int nth = 0; nth < batches.size(); nth++) {
      Batch batch = batches.get(nth);
      steps.add(step(FixRungs.modify(nth), batch.statement(), "always" + reach(batch)));
    }
    List<String> statements = findings.statements();
    if (!statements.isEmpty()) {
      steps.add(step("set-persist", String.join("; ", statements), "always"));
    }
    if (!findings.changes().isEmpty()) {
      steps.add(
          step(
              "await-applied",
              "read @@GLOBAL until it is so",
              "when the group says it and the server does not run it yet"));
    }
    findings
        .batchesAgain(findings.wanted())
        .forEach(
            batch ->
                steps.add(
                    step(
                        "apply-again",
                        batch.statement(),
                        "once, for what RDS says is applied, pending or failed and the server does"
                            + " not run"
                            + reach(batch))));
    return steps;
  }

  // What a change reaches is part of what is agreed to, so of the digest.
  private String reach(Batch batch) {
    return findings.sharing().stream()
        .filter(it -> it.group().equals(batch.group()) && it.scope() == batch.scope())
        .filter(it -> !it.others().isEmpty())
        .map(it -> "; it also changes " + String.join(", ", it.others()))
        .collect(Collectors.joining());
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (findings.wanted().isEmpty() && findings.refusals().isEmpty()) {
      notes.add("nothing to do: no finding asks for another setting");
    }
    findings
        .wanted()
        .forEach(
            it ->
                notes.add(
                    "the server runs "
                        + it.variable()
                        + "="
                        + findings.runTime().getOrDefault(it.variable(), "(no such variable)")
                        + ", wanted is "
                        + it.wanted()));
    for (GroupChange change : findings.changes()) {
      notes.add(
          change.before()
              + " in group "
              + change.group()
              + (change.needed()
                  ? change.dynamic()
                      ? "; it is dynamic: in force without a restart"
                      : "; it is static: in force after a reboot that a person orders, until"
                          + " then this ends HANDED_OVER"
                  : "; the group is right"));
    }
    findings.sharing().stream().map(Sharing::words).forEach(notes::add);
    Reversal.commands(database.account(), findings.changes())
        .forEach(it -> notes.add("the way back, offered and not owed: " + it));
    notes.addAll(findings.notes());
    return notes;
  }

  private static Plan.Step step(String rung, String statement, String when) {
    return new Plan.Step(IN_FORCE, rung, statement, when, false);
  }
}
