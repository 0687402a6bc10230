package io.replicamedic.workflow;

import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.journal.Journal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The one door for people and bots: start, preview, answer, cancel, look. Called by web. */
public final class Workflows {
  private final WorkflowStore store;
  private final Journal journal;
  private final Playbooks playbooks;
  private final Clock clock;
  private final Signals signals;

  /** Wired once. */
  public Workflows(
      WorkflowStore store, Journal journal, Playbooks playbooks, Clock clock, Signals signals) {
    this.store = store;
    this.journal = journal;
    this.playbooks = playbooks;
    this.clock = clock;
    this.signals = signals;
  }

  /**
   * Accepts an order and schedules it; it runs in the background.
   *
   * @param idempotencyKey empty when the caller gave none
   * @throws OrderRefused when the playbook cannot serve the order; the refusal is in the journal
   */
  public WorkflowStore.Begun start(Order order, String idempotencyKey) {
    Playbook<?> playbook = playbooks.named(order.playbook());
    admit(playbook, order);
    String first = playbook.phases().getFirst().name();
    Instant now = clock.instant();
    Workflow workflow =
        new Workflow(
            UUID.randomUUID().toString(),
            0,
            0,
            WorkflowState.RUNNING,
            order.under(playbook.nameFor(order)),
            Progress.start(),
            first,
            "accepted",
            now,
            now,
            Optional.empty());
    Draft started =
        new Draft(
            EntryKind.STARTED,
            order.actor(),
            first,
            "",
            order.playbook() + " " + order.target() + ": " + order.reason(),
            asked(order));
    WorkflowStore.Begun begun =
        store.begin(
            workflow,
            playbook.claims(order),
            List.of(started, Telling.of(EntryKind.PHASE, workflow, "", "phase: " + first)),
            idempotencyKey);
    if (begun instanceof WorkflowStore.Begun.Held held) {
      refuse(order, held.claim() + " is held by workflow " + held.holder().id());
    }
    signals.signal();
    return begun;
  }

  /** The plan for an order, from live readings; touches nothing and is in the journal. */
  public Plan preview(Order order) {
    Playbook<?> playbook = playbooks.named(order.playbook());
    admit(playbook, order);
    Plan plan = playbook.preview(order);
    Map<String, Object> detail = asked(order);
    detail.put("digest", plan.digest());
    detail.put("statements", plan.steps().stream().map(Plan.Step::statement).toList());
    detail.put("refusals", plan.refusals());
    tell(order, EntryKind.DRY_RUN, "dry run of " + order.playbook() + ": nothing touched", detail);
    return plan;
  }

  /** Writes down a request that was refused before it came here (remediation is off, say). */
  public void refuse(Order order, String why) {
    tell(order, EntryKind.REFUSED, why, asked(order));
  }

  /**
   * Stores a person's answer to the open question; the workflow reads everything again.
   *
   * @throws NotPossible when no such question is open, or the option is not offered
   */
  public Workflow answer(
      String id, String questionId, String option, String comment, String actor) {
    return change(
        id,
        workflow -> {
          Question question = open(workflow, questionId);
          if (!question.offers(option)) {
            throw new NotPossible(
                "unknown-option",
                "'" + option + "' is not an option of " + questionId,
                "choose one of " + question.options().stream().map(Question.Option::name).toList());
          }
          return workflow
              .with(workflow.progress().answered(questionId, option))
              .move(WorkflowState.Move.ANSWER, workflow.state())
              .in(playbooks.named(workflow.order().playbook()).phases().getFirst().name())
              .saying("answered: " + option);
        },
        new Draft(
            EntryKind.ANSWER,
            actor,
            "",
            "",
            questionId + " answered: " + option,
            Map.of("question", questionId, "option", option, "comment", comment)));
  }

  /**
   * Stops climbing: obligations are discharged, then it ends as CANCELLED.
   *
   * @throws NotPossible when it has ended or is closing already
   */
  public Workflow cancel(String id, String reason, String actor) {
    return change(
        id,
        workflow -> {
          if (workflow.state() == WorkflowState.CLOSING || workflow.state().ended()) {
            throw new NotPossible(
                "not-running",
                "workflow " + id + " is " + workflow.state() + " already",
                "look at it: GET /api/v1/workflows/" + id);
          }
          Ending ending =
              new Ending(WorkflowState.CANCELLED, "cancelled by " + actor + ": " + reason);
          return workflow.closing(ending);
        },
        new Draft(EntryKind.CANCEL, actor, "", "", "cancel asked for: " + reason, Map.of()));
  }

  /** Whether there is one with that id, readable or not. */
  public boolean exists(String id) {
    return store.epoch(id) >= 0;
  }

  /**
   * One by id.
   *
   * @throws WorkflowDamaged when its record cannot be read
   */
  public Optional<Workflow> find(String id) {
    return store.find(id);
  }

  /** Newest first; those of one target when it is not empty. */
  public WorkflowStore.Listing list(String target, int limit) {
    return store.list(target, limit);
  }

  /** Waits until the workflow has changed since {@code version}, has ended, or the time is over. */
  public Optional<Workflow> awaitChange(String id, long version, Duration atMost) {
    return await(id, atMost, workflow -> workflow.version() != version);
  }

  /** Waits until it has ended or a person must answer, or the time is over. */
  public Optional<Workflow> awaitRest(String id, Duration atMost) {
    return await(id, atMost, workflow -> workflow.state() == WorkflowState.WAITING);
  }

  private Optional<Workflow> await(String id, Duration atMost, Predicate<Workflow> enough) {
    Instant until = clock.instant().plus(atMost);
    while (true) {
      long seen = signals.seen();
      Optional<Workflow> now = store.find(id);
      if (now.isEmpty() || now.get().state().ended() || enough.test(now.get())) {
        return now;
      }
      Duration left = Duration.between(clock.instant(), until);
      if (!left.isPositive()) {
        return now;
      }
      // Another instance may carry it on: its commits do not signal here.
      Duration look = Duration.ofMillis(500);
      signals.await(seen, left.compareTo(look) < 0 ? left : look);
    }
  }

  private static Question open(Workflow workflow, String questionId) {
    return workflow
        .progress()
        .question()
        .filter(question -> workflow.state() == WorkflowState.WAITING)
        .filter(question -> question.id().equals(questionId))
        .orElseThrow(
            () ->
                new NotPossible(
                    "not-asked",
                    "workflow " + workflow.id() + " has no open question " + questionId,
                    workflow
                        .progress()
                        .question()
                        .map(question -> "the open question is " + question.id())
                        .orElse("it asks nothing right now")));
  }

  // The engine may commit in between: decide anew on what it wrote. While an instance owns the
  // workflow it will see this change by itself; otherwise a task is scheduled with it.
  private Workflow change(String id, UnaryOperator<Workflow> decide, Draft entry) {
    while (true) {
      Workflow before =
          store
              .find(id)
              .orElseThrow(
                  () ->
                      new NotPossible(
                          "no-such-workflow",
                          "no workflow " + id,
                          "GET /api/v1/workflows lists them"));
      Change change = Change.of(decide.apply(before), entry);
      try {
        Workflow after =
            store.commit(Ownership.owned(before) ? change : change.waking(clock.instant()));
        signals.signal();
        return after;
      } catch (Superseded e) {
        continue;
      }
    }
  }

  private void admit(Playbook<?> playbook, Order order) {
    try {
      playbook.admit(order);
    } catch (OrderRefused refused) {
      refuse(order, String.valueOf(refused.getMessage()));
      throw refused;
    }
  }

  private void tell(Order order, EntryKind kind, String summary, Map<String, Object> detail) {
    journal.append(
        "database:" + order.target(),
        List.of(new Draft(kind, order.actor(), "", "", summary, detail)));
  }

  private static Map<String, Object> asked(Order order) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("playbook", order.playbook());
    detail.put("target", order.target());
    detail.put("reason", order.reason());
    detail.put("ticket", order.ticket());
    detail.put("parameters", order.parameters());
    return detail;
  }
}
