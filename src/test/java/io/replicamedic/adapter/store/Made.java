package io.replicamedic.adapter.store;

import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.workflow.Change;
import io.replicamedic.workflow.Climb;
import io.replicamedic.workflow.Ending;
import io.replicamedic.workflow.Fence;
import io.replicamedic.workflow.Intent;
import io.replicamedic.workflow.Memory;
import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.Progress;
import io.replicamedic.workflow.Question;
import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.WorkflowState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Records as the engine would make them, for this room's tests. */
final class Made {
  static final Instant NOON = Instant.parse("2026-03-29T12:00:00.123456Z");

  private Made() {}

  static Order order(String actor, String reason) {
    return new Order("unstick", "orders-replica", actor, reason, "INC-1", Map.of("dry", "no"));
  }

  static Workflow workflow() {
    return workflow(order("sre", "stuck"));
  }

  static Workflow workflow(Order order) {
    return new Workflow(
        UUID.randomUUID().toString(),
        0,
        0,
        WorkflowState.RUNNING,
        order,
        Progress.start(),
        "diagnose",
        "accepted",
        NOON,
        NOON,
        Optional.empty());
  }

  static Workflow moved(
      Workflow from, WorkflowState state, long epoch, Progress progress, String summary) {
    return new Workflow(
        from.id(),
        from.version(),
        epoch,
        state,
        from.order(),
        progress,
        from.phaseName(),
        summary,
        from.createdAt(),
        from.updatedAt(),
        from.endedAt());
  }

  static Workflow saying(Workflow from, String summary) {
    return moved(from, from.state(), from.epoch(), from.progress(), summary);
  }

  static Change change(Workflow next, Obligation... obligations) {
    return new Change(next, List.of(draft(next.summary())), List.of(obligations), Optional.empty());
  }

  static Change waking(Workflow next, Instant at) {
    return new Change(next, List.of(draft(next.summary())), List.of(), Optional.of(at));
  }

  static Draft draft(String summary) {
    return new Draft(
        EntryKind.INTENT, "replica-medic", "threads stopped", "stop", summary, Map.of("n", 1));
  }

  static Obligation obligation(String workflowId, Instant deadline) {
    return new Obligation(
        UUID.randomUUID().toString(),
        workflowId,
        "replication-configuration",
        "orders-replica",
        ObligationState.OWED,
        "the configuration is cleared",
        "{\"host\":\"10.0.0.1\"}",
        "source configured",
        Set.of("security-group:sg-" + UUID.randomUUID()),
        NOON,
        deadline,
        "");
  }

  /** Every part has a value that is not the one of a start. */
  static Progress fullProgress() {
    return new Progress(
        3,
        2,
        1,
        Optional.of(new Climb("stop", NOON, NOON.plusSeconds(20))),
        Optional.of(
            new Intent(
                "threads stopped",
                "stop",
                "CALL mysql.rds_stop_replication()",
                42,
                Fence.SESSION,
                NOON)),
        Optional.of(NOON.minusSeconds(5)),
        Optional.of(
            new Question(
                "conflict-1a2b",
                "conflict",
                "the rows differ: what now?",
                List.of("ours: {\"id\":1,\"name\":\"Grüße 🚑\"}", "theirs: NULL"),
                List.of(
                    new Question.Option("skip", "loses the source's row"),
                    new Question.Option("abort", "")),
                NOON.plusSeconds(86_400))),
        Map.of("risk-tls", "accept", "conflict-0", "skip"),
        Optional.of(new Ending(WorkflowState.HANDED_OVER, "the ladder ended")),
        2,
        true,
        17,
        "an answer to conflict-1a2b",
        new Memory(Map.of("restore-point", "{\"host\":\"a\"}", "empty", "")));
  }
}
