package io.replicamedic.workflow;

import static io.replicamedic.workflow.ScriptedRun.DEBT;
import static io.replicamedic.workflow.ScriptedRun.NOW;
import static io.replicamedic.workflow.ScriptedRun.owe;
import static io.replicamedic.workflow.ScriptedRun.ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is owed is discharged, whatever became of the workflow that owes it. */
@Timeout(20)
class OrphansTest {
  private static final Instant DEADLINE = NOW.plus(Duration.ofMinutes(15));

  private final ScriptedRun run = new ScriptedRun();
  private final RecordingStore store = run.store;
  private final AtomicInteger paid = new AtomicInteger();

  @BeforeEach
  void countPayments() {
    run.paying =
        (obligation, announce) -> {
          paid.incrementAndGet();
          return ScriptedRun.pay(obligation, announce);
        };
  }

  /** A workflow that waits for a person, and owes: nothing of it discharges by itself. */
  private void owing(String kind) {
    run.ladder.add(ScriptedRun::asking);
    Workflow waiting = run.start();
    Obligation owed = owe(kind).by(waiting, NOW);
    store.commit(Change.of(waiting).owing(List.of(owed)));
  }

  private void sweepAt(Instant at) {
    run.now = at;
    run.sweep();
  }

  private Instant late() {
    return DEADLINE.plus(ScriptedRun.GRACE).plusNanos(1);
  }

  private List<Draft> rows(EntryKind kind) {
    return store.entries.stream().filter(entry -> entry.kind() == kind).toList();
  }

  private void broken(String how) {
    switch (how) {
      case "damaged" -> store.damage("w");
      case "missing" -> store.lose("w");
      case "unknown" -> run.known = false;
      case "ended" ->
          store.commit(
              Change.of(
                  store
                      .only()
                      .closing(new Ending(WorkflowState.CANCELLED, ""))
                      .move(WorkflowState.Move.END, WorkflowState.CANCELLED)));
      default -> throw new IllegalArgumentException(how);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"damaged", "missing", "unknown", "ended"})
  void whatever_became_of_its_workflow_it_is_discharged(String how) {
    owing(DEBT);
    broken(how);
    sweepAt(late());
    assertThat(run.stateOf(DEBT)).isEqualTo(ObligationState.CLOSED);
    assertThat(paid).hasValue(1);
    assertThat(store.kinds())
        .containsSubsequence(EntryKind.INTENT, EntryKind.OUTCOME, EntryKind.DISCHARGED);
    sweepAt(late().plusSeconds(60));
    assertThat(paid).hasValue(1);
  }

  @Test
  void until_the_grace_is_over_its_workflow_goes_first() {
    owing(DEBT);
    sweepAt(DEADLINE.plusNanos(1));
    assertThat(store.only().state()).isEqualTo(WorkflowState.CLOSING);
    assertThat(store.wakes).contains(run.now);
    sweepAt(DEADLINE.plus(ScriptedRun.GRACE));
    assertThat(paid).hasValue(0);
    assertThat(run.carryOn().state()).isEqualTo(WorkflowState.HANDED_OVER);
    assertThat(paid).hasValue(1);
    sweepAt(late());
    assertThat(paid).hasValue(1);
  }

  @Test
  void an_engine_that_fails_each_time_keeps_nothing_owed() {
    owing(DEBT);
    sweepAt(DEADLINE.plusNanos(1));
    run.paying =
        (obligation, announce) -> {
          throw new IllegalStateException("a defect");
        };
    run.carryOn();
    assertThat(run.stateOf(DEBT)).isEqualTo(ObligationState.OWED);
    countPayments();
    sweepAt(late());
    assertThat(run.stateOf(DEBT)).isEqualTo(ObligationState.CLOSED);
  }

  @Test
  void a_workflow_whose_debt_was_discharged_under_it_goes_on() {
    run.ladder.add(() -> ready(() -> new Outcome.Prepared("touched", Map.of()), owe(DEBT)));
    run.ladder.add(
        () ->
            ready(
                () -> {
                  run.orphans().discharge("o-" + DEBT);
                  return run.answered(true);
                },
                Debt.NONE));
    Workflow ended = run.start();
    assertThat(ended.state()).isEqualTo(WorkflowState.SUCCEEDED);
    assertThat(paid).hasValue(1);
    assertThat(rows(EntryKind.DISCHARGED)).hasSize(1);
  }

  @Test
  void a_rung_that_would_move_a_debt_discharged_under_it_does_not_act() {
    AtomicBoolean moved = new AtomicBoolean();
    run.ladder.add(() -> ready(() -> new Outcome.Prepared("touched", Map.of()), owe(DEBT)));
    run.ladder.add(
        () -> {
          List<Obligation> open = store.owed().openOf("w");
          if (open.isEmpty()) {
            return new Preparation.NotApplicable("nothing is owed any more");
          }
          run.orphans().discharge("o-" + DEBT);
          Obligation next = open.getFirst().in(ObligationState.CUTTING, "");
          return ready(
              () -> {
                moved.set(true);
                return run.answered(true);
              },
              new Debt.Moved(next));
        });
    assertThat(run.start().state()).isEqualTo(WorkflowState.HANDED_OVER);
    assertThat(moved).isFalse();
    assertThat(rows(EntryKind.SKIPPED)).hasSize(1);
  }

  @Test
  void closing_ends_when_another_discharges_between_two_of_its_acts() {
    run.paying =
        (obligation, announce) -> {
          if (paid.incrementAndGet() == 2) {
            return ScriptedRun.pay(obligation, announce);
          }
          announce.acting("pay", Map.of());
          run.orphans().discharge(obligation.id());
          announce.acting("pay more", Map.of());
          throw new AssertionError("it had lost the obligation");
        };
    run.ladder.add(() -> ready(() -> run.answered(false), owe(DEBT)));
    assertThat(run.start().state()).isEqualTo(WorkflowState.HANDED_OVER);
    assertThat(paid).hasValue(2);
    assertThat(run.stateOf(DEBT)).isEqualTo(ObligationState.CLOSED);
    assertThat(rows(EntryKind.DISCHARGED)).hasSize(1);
  }

  @Test
  void of_two_at_once_the_loser_stops_and_no_act_is_lost() {
    owing(DEBT);
    store.damage("w");
    run.now = late();
    AtomicInteger attempts = new AtomicInteger();
    run.paying =
        (obligation, announce) -> {
          if (attempts.incrementAndGet() == 1) {
            announce.acting("first's call", Map.of());
            run.orphans().discharge(obligation.id());
            announce.answered("first's call", "too late");
            throw new AssertionError("it had lost the obligation");
          }
          announce.acting("second's call", Map.of());
          announce.answered("second's call", "thanks");
          return new Discharge.Closed("paid");
        };
    run.orphans().discharge("o-" + DEBT);
    assertThat(run.stateOf(DEBT)).isEqualTo(ObligationState.CLOSED);
    assertThat(rows(EntryKind.INTENT))
        .extracting(Draft::summary)
        .containsExactly("first's call", "second's call");
    assertThat(rows(EntryKind.OUTCOME))
        .extracting(Draft::summary)
        .containsExactly(
            "thanks", "answered after the obligation had moved on: first's call: too late");
    assertThat(rows(EntryKind.DISCHARGED)).hasSize(1);
  }

  @Test
  void whoever_has_lost_the_obligation_is_not_rightful_any_more() {
    owing(DEBT);
    List<Boolean> rightful = new ArrayList<>();
    run.paying =
        (obligation, announce) -> {
          rightful.add(run.rightful.getAsBoolean());
          store.move(obligation, store.entries.getFirst());
          rightful.add(run.rightful.getAsBoolean());
          return new Discharge.NotYet("another is at it");
        };
    run.orphans().discharge("o-" + DEBT);
    assertThat(rightful).containsExactly(true, false);
    assertThat(run.stateOf(DEBT)).isEqualTo(ObligationState.OWED);
  }

  @Test
  void a_kind_that_is_not_known_here_is_said_once_and_left_to_who_knows_it() {
    owing("another-version's");
    sweepAt(late());
    sweepAt(late().plusSeconds(10));
    assertThat(rows(EntryKind.STILL_OWED))
        .extracting(Draft::summary)
        .containsExactly("this version does not know how to discharge a another-version's");
    assertThat(store.owed().open()).hasSize(1);
  }

  @Test
  void what_cannot_be_discharged_yet_is_tried_at_every_sweep_and_told_once() {
    owing(DEBT);
    store.damage("w");
    run.paying =
        (obligation, announce) -> {
          switch (paid.incrementAndGet()) {
            case 1, 2 -> throw new IllegalStateException("a defect");
            case 3, 4 -> {
              return new Discharge.NotYet("throttled");
            }
            default -> {
              return ScriptedRun.pay(obligation, announce);
            }
          }
        };
    for (int sweep = 0; sweep < 6; sweep++) {
      sweepAt(late().plusSeconds(10L * sweep));
    }
    assertThat(paid).hasValue(5);
    assertThat(rows(EntryKind.STILL_OWED))
        .extracting(Draft::summary)
        .containsExactly("java.lang.IllegalStateException: a defect", "throttled");
    assertThat(run.stateOf(DEBT)).isEqualTo(ObligationState.CLOSED);
  }

  @Test
  void a_discharge_that_hangs_is_not_begun_again_and_holds_nobody_up() {
    owing(DEBT);
    store.damage("w");
    run.now = late();
    List<Runnable> hanging = new ArrayList<>();
    Sweeper sweeper = run.sweeper(hanging::add);
    sweeper.sweep();
    sweeper.sweep();
    assertThat(hanging).hasSize(2);
    Orphans orphans = run.orphans();
    run.paying =
        (obligation, announce) -> {
          paid.incrementAndGet();
          orphans.discharge(obligation.id());
          return new Discharge.NotYet("slow");
        };
    orphans.discharge("o-" + DEBT);
    assertThat(paid).hasValue(1);
  }

  @Test
  void a_damaged_workflow_is_said_once_and_the_others_are_scheduled() {
    run.ladder.add(ScriptedRun::asking);
    Workflow one = run.start();
    Workflow other =
        new Workflow(
            "v",
            0,
            0,
            WorkflowState.RUNNING,
            one.order(),
            Progress.start(),
            "",
            "",
            NOW,
            NOW,
            one.endedAt());
    store.begin(other, Set.of(), List.of(), "");
    store.damage("w");
    Sweeper sweeper = run.sweeper(Runnable::run);
    sweeper.sweep();
    sweeper.sweep();
    run.carryOn();
    assertThat(store.scheduled).containsExactly("v", "v");
    assertThat(rows(EntryKind.NOT_CARRIED_ON)).hasSize(1);
    store.repair("w");
    sweeper.sweep();
    assertThat(store.scheduled).endsWith("w", "v");
  }

  @Test
  void a_playbook_that_is_not_known_here_is_said_once_and_its_record_left_alone() {
    run.ladder.add(ScriptedRun::asking);
    Workflow waiting = run.start();
    run.known = false;
    run.carryOn();
    run.carryOn();
    run.sweep();
    run.sweep();
    assertThat(store.only()).isEqualTo(waiting);
    assertThat(store.scheduled).isEmpty();
    assertThat(rows(EntryKind.NOT_CARRIED_ON))
        .extracting(Draft::summary)
        .containsExactly("this version cannot carry it on: no playbook named test in this version");
    run.known = true;
    run.sweep();
    assertThat(store.scheduled).containsExactly("w");
  }

  @Test
  void a_record_that_is_damaged_while_it_is_carried_on_is_not_written_over() {
    run.ladder.add(
        () -> {
          store.damage("w");
          return ready(() -> new Outcome.Prepared("touched", Map.of()), owe(DEBT));
        });
    run.start();
    assertThat(rows(EntryKind.NOT_CARRIED_ON)).hasSize(1);
    sweepAt(late());
    assertThat(run.stateOf(DEBT)).isEqualTo(ObligationState.CLOSED);
  }
}
