package io.replicamedic.playbook;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.rung.network.CutProposal;
import io.replicamedic.rung.replication.Check;
import io.replicamedic.rung.replication.ConflictReport;
import io.replicamedic.rung.replication.Findings;
import io.replicamedic.rung.replication.Learnt;
import io.replicamedic.rung.replication.Questions;
import io.replicamedic.rung.replication.RdsCalls;
import io.replicamedic.rung.replication.ReplicaChannel;
import io.replicamedic.rung.replication.UnstickOptions;
import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.Plan;
import io.replicamedic.workflow.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Words what an unstick would do, from the same calls that its rungs will make. */
final class UnstickPlan {
  private static final String HIDDEN = "hidden";
  private static final String IF_STILL = "if a thread still runs after that";

  private final Order order;
  private final Database database;
  private final Findings findings;
  private final CutProposal cut;
  private final RdsCalls calls;
  private final List<Plan.Step> steps = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  UnstickPlan(Order order, Database database, Findings findings, CutProposal cut) {
    this.order = order;
    this.database = database;
    this.findings = findings;
    this.cut = cut;
    this.calls = findings.calls();
  }

  Plan plan() {
    List<String> refusals = findings.preflight().refused().stream().map(Check::line).toList();
    List<Question> questions = Questions.of(Learnt.of(findings), Instant.EPOCH);
    findings.status().ifPresent(this::steps);
    return Plan.of(
        order.playbookName(),
        ReplicaChannel.words(order.target(), UnstickOptions.channel(order)),
        steps,
        notes,
        questions.stream()
            .map(
                question ->
                    question.id()
                        + ": "
                        + question.text()
                        + " "
                        + question.options().stream().map(Question.Option::name).toList())
            .toList(),
        refusals);
  }

  private void steps(ReplicationStatus status) {
    RegisteredSource source = database.source(UnstickOptions.channel(order)).orElseThrow();
    boolean reset =
        UnstickOptions.reconfigureAlways(order) || !UnstickOptions.right(source, order, status);
    if (!status.stopped()) {
      step("threads stopped", "stop", calls.stop(), "always", false);
      step("threads stopped", "kill-receiver", calls.kill(RdsCalls.RECEIVER_ID), IF_STILL, false);
    }
    if (status.receiver() != ThreadState.NO) {
      if (calls.kill(RdsCalls.RECEIVER_ID).isEmpty()) {
        notes.add("this server has no rds_kill");
      }
      cut();
    }
    if (reset) {
      step("configuration cleared", "reset", calls.reset(), "when both threads read No", true);
    } else {
      notes.add("the configuration is right and is kept: no reset");
    }
    if (cut instanceof CutProposal.Possible possible) {
      steps.add(
          new Plan.Step(
              "network restored",
              "restore-egress",
              possible.proposal().undo(),
              "whenever egress was cut, however it ends",
              false));
    }
    findings.conflict().ifPresent(this::conflict);
    if (reset) {
      step(
          "source configured",
          "configure",
          calls.planned(source, order, status, HIDDEN),
          "when the channel is cleared",
          false);
      UnstickOptions.positioningNote(source, order, status).ifPresent(notes::add);
      if (!status.source().equals(source.asDatabase())) {
        notes.add("the source's address changes: " + status.source() + " → " + source.asDatabase());
      }
    }
    step("replicating", "start", calls.start(), "when configured", false);
    findings
        .conflict()
        .filter(report -> report.conflict().anonymous())
        .ifPresent(
            report ->
                step(
                    "replicating",
                    "skip-error",
                    calls.skipError(),
                    report.proven() ? "when it fails again" : "when it fails again, if chosen",
                    true));
  }

  private void cut() {
    switch (cut) {
      case CutProposal.Possible possible -> {
        cutStep("prepare-cut", possible.proposal().prepare(), IF_STILL);
        cutStep("cut-egress", possible.proposal().cut(), "when that is read back");
        step("threads stopped", "stop-under-cut", calls.stop(), "under the cut", false);
        step(
            "threads stopped",
            "kill-receiver-under-cut",
            calls.kill(RdsCalls.RECEIVER_ID),
            "under the cut",
            false);
        cutStep(
            "hold-cut",
            "wait until the receiver gives up; egress is given back after "
                + possible.longest().toSeconds()
                + " s at the latest",
            "under the cut");
        notes.addAll(possible.notes());
      }
      case CutProposal.NotPossible(List<String> reasons) ->
          notes.add(
              "the network is left alone, so it hands over if the receiver outlives that: "
                  + String.join("; ", reasons));
      case CutProposal.Unreadable(String why) ->
          notes.add("whether egress could be cut cannot be read: " + why);
    }
  }

  private void cutStep(String rung, String statement, String when) {
    steps.add(new Plan.Step("threads stopped", rung, statement, when, false));
  }

  private void conflict(ConflictReport report) {
    String name = report.conflict().words();
    if (report.conflict().anonymous()) {
      notes.add(
          "without GTIDs the skip counter leaves it out, when it fails again after the start; the"
              + " counter is the server's: nobody may start another channel meanwhile");
    }
    if (report.proven()) {
      notes.add("all of " + name + " is on the replica already: skipping it changes no data");
      skipStep(report, "every after-image is present");
      return;
    }
    notes.add("not all of " + name + " is on the replica: a person must choose");
    skipStep(report, "if a person chooses skip");
    if (report.deleteLocalSettles()) {
      steps.add(
          new Plan.Step(
              "conflict settled",
              "delete-local",
              "DELETE of " + String.join(", ", report.strays()),
              "if a person chooses delete-local",
              true));
    }
  }

  private void skipStep(ConflictReport report, String when) {
    if (!report.conflict().anonymous()) {
      step("conflict settled", "skip", calls.skip(report.conflict().gtid()), when, true);
    }
  }

  private void step(
      String phase, String rung, Optional<ProcedureCall> call, String when, boolean irreversible) {
    call.ifPresent(
        present -> steps.add(new Plan.Step(phase, rung, present.statement(), when, irreversible)));
  }
}
