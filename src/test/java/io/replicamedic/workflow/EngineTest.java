package io.replicamedic.workflow;

import static io.replicamedic.workflow.ScriptedRun.DEBT;
import static io.replicamedic.workflow.ScriptedRun.LOCAL_DEBT;
import static io.replicamedic.workflow.ScriptedRun.NOW;
import static io.replicamedic.workflow.ScriptedRun.owe;
import static io.replicamedic.workflow.ScriptedRun.ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.ObligationState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine does with a playbook of one phase; no server, no time passing. */
@Timeout(20)
class EngineTest {
  private final ScriptedRun run = new ScriptedRun();
  private final RecordingStore store = run.store;

  private Workflow start(Supplier<Preparation> first) {
    run.ladder.add(first);
    return run.start();
  }

  private Preparation answering(boolean effect) {
    return ready(() -> run.answered(effect), Debt.NONE);
  }

  private List<Draft> rows(EntryKind kind) {
    return store.entries.stream().filter(entry -> entry.kind() == kind).toList();
  }

  private void patience(Duration unreadable) {
    Policy was = run.policy;
    run.policy =
        new Policy(
            was.poll(),
            unreadable,
            was.progressing(),
            was.setbacks(),
            was.attempts(),
            Duration.ZERO);
  }

  @Test
  void an_act_is_written_before_and_after() {
    assertThat(start(() -> answering(true)).state()).isEqualTo(WorkflowState.SUCCEEDED);
    assertThat(store.kinds())
        .containsExactly(EntryKind.INTENT, EntryKind.OUTCOME, EntryKind.GOAL_MET, EntryKind.ENDED);
  }

  @Test
  void an_ok_without_effect_is_noticed_and_handed_over() {
    assertThat(start(() -> answering(false)).state()).isEqualTo(WorkflowState.HANDED_OVER);
    assertThat(store.kinds()).contains(EntryKind.OUTCOME).doesNotContain(EntryKind.GOAL_MET);
  }

  @Test
  void no_workflow_ends_while_it_owes() {
    Workflow ended = start(() -> ready(() -> run.answered(false), owe(DEBT)));
    assertThat(ended.state()).isEqualTo(WorkflowState.HANDED_OVER);
    assertThat(store.owed().open()).isEmpty();
    assertThat(
            store.kinds().subList(store.kinds().indexOf(EntryKind.CLOSING), store.kinds().size()))
        .containsExactly(
            EntryKind.CLOSING,
            EntryKind.INTENT,
            EntryKind.OUTCOME,
            EntryKind.DISCHARGED,
            EntryKind.ENDED);
  }

  @Test
  void a_question_parks_it_and_nobody_answering_ends_it_as_expired() {
    assertThat(start(ScriptedRun::asking).state()).isEqualTo(WorkflowState.WAITING);
    assertThat(store.wakes).containsExactly(NOW.plus(run.policy.waitingPoll()));
    run.now = NOW.plusSeconds(60);
    assertThat(run.carryOn().state()).isEqualTo(WorkflowState.EXPIRED);
  }

  @Test
  void a_step_that_fails_is_let_go_said_aloud_and_tried_again() {
    Workflow stumbled =
        start(
            () -> {
              throw new IllegalStateException("a defect");
            });
    assertThat(stumbled.state()).isEqualTo(WorkflowState.RUNNING);
    assertThat(Ownership.owned(stumbled)).isFalse();
    assertThat(store.entries.getLast().summary()).contains("a defect");
    run.ladder.set(0, () -> answering(true));
    assertThat(run.carryOn().state()).isEqualTo(WorkflowState.SUCCEEDED);
    assertThat(store.kinds()).doesNotContain(EntryKind.TAKEN_OVER);
  }

  @Test
  void an_intent_without_outcome_is_voided_before_anything_else() {
    AtomicBoolean first = new AtomicBoolean(true);
    Workflow ended = start(() -> ready(() -> unknownOnce(first), Debt.NONE));
    assertThat(ended.state()).isEqualTo(WorkflowState.SUCCEEDED);
    assertThat(store.kinds())
        .containsSubsequence(
            EntryKind.INTENT,
            EntryKind.WAITING,
            EntryKind.VOIDED,
            EntryKind.INTENT,
            EntryKind.OUTCOME);
    assertThat(rows(EntryKind.VOIDED).getFirst().summary())
        .contains("its session 7 is gone, it cannot act any more");
  }

  @Test
  void a_late_call_that_names_rules_by_id_is_not_said_to_be_over() {
    run.fence = Fence.RULE_ID;
    AtomicBoolean first = new AtomicBoolean(true);
    Workflow ended = start(() -> ready(() -> unknownOnce(first), Debt.NONE));
    assertThat(ended.state()).isEqualTo(WorkflowState.SUCCEEDED);
    assertThat(rows(EntryKind.VOIDED).getFirst().summary())
        .contains("it may still arrive: what it adds is marked")
        .doesNotContain("cannot act any more");
  }

  private Outcome unknownOnce(AtomicBoolean first) {
    return first.getAndSet(false) ? new Outcome.Unknown("no answer", 7) : run.answered(true);
  }

  @Test
  void what_cannot_be_read_climbs_nothing_and_is_handed_over_in_the_end() {
    assertThat(start(() -> new Preparation.Unreadable("gone")).state())
        .isEqualTo(WorkflowState.HANDED_OVER);
    assertThat(store.kinds()).doesNotContain(EntryKind.INTENT);
  }

  @Test
  void remediation_switched_off_closes_it() {
    run.allowed = false;
    assertThat(start(() -> answering(true)).state()).isEqualTo(WorkflowState.HANDED_OVER);
    assertThat(store.kinds()).doesNotContain(EntryKind.INTENT);
  }

  @Test
  void a_task_that_a_later_one_replaced_does_nothing() {
    Workflow waiting = start(ScriptedRun::asking);
    run.carryOn(waiting.progress().scheduled() - 1);
    assertThat(store.only().version()).isEqualTo(waiting.version());
  }

  @Test
  void an_overdue_obligation_closes_its_workflow_whatever_it_was_doing() {
    Workflow ended =
        start(
            () ->
                ready(
                    () -> {
                      run.now = NOW.plus(Duration.ofMinutes(16));
                      run.sweep();
                      return run.answered(true);
                    },
                    owe(DEBT)));
    assertThat(ended.state()).isEqualTo(WorkflowState.HANDED_OVER);
    assertThat(ended.summary()).contains("overdue");
    assertThat(store.owed().open()).isEmpty();
    assertThat(store.kinds()).contains(EntryKind.OUTCOME);
  }

  @Test
  void what_only_prepares_is_not_said_to_have_had_no_effect() {
    run.ladder.add(() -> ready(() -> new Outcome.Prepared("prepared", Map.of()), Debt.NONE));
    Workflow ended = start(() -> answering(true));
    assertThat(ended.state()).isEqualTo(WorkflowState.SUCCEEDED);
    assertThat(store.kinds())
        .containsExactly(
            EntryKind.INTENT,
            EntryKind.OUTCOME,
            EntryKind.INTENT,
            EntryKind.OUTCOME,
            EntryKind.GOAL_MET,
            EntryKind.ENDED);
    assertThat(rows(EntryKind.GOAL_MET).getFirst().summary()).contains("by rung-2");
  }

  /** A claim of an obligation that another workflow holds. */
  @Nested
  class Claimed {
    private final AtomicInteger acts = new AtomicInteger();

    private Preparation claiming() {
      return ready(
          () -> {
            acts.incrementAndGet();
            return run.answered(true);
          },
          owe(DEBT));
    }

    @Test
    void climbs_nothing_until_it_is_free() {
      patience(Duration.ofMinutes(1));
      store.claimedByOthers.add("claim-" + DEBT);
      AtomicInteger looks = new AtomicInteger();
      Workflow ended =
          start(
              () -> {
                if (looks.incrementAndGet() == 4) {
                  assertThat(acts).hasValue(0);
                  assertThat(store.kinds()).containsExactly(EntryKind.WAITING);
                  assertThat(store.owed().list(9)).isEmpty();
                  store.claimedByOthers.clear();
                }
                return claiming();
              });
      assertThat(ended.state()).isEqualTo(WorkflowState.SUCCEEDED);
      assertThat(acts).hasValue(1);
      assertThat(rows(EntryKind.WAITING).getFirst().summary())
          .contains("claim-debt is held by workflow other");
    }

    @Test
    void is_handed_over_untouched_when_it_is_never_free() {
      patience(Duration.ofMinutes(1));
      store.claimedByOthers.add("claim-" + DEBT);
      Workflow ended =
          start(
              () -> {
                run.now = run.now.plusSeconds(25);
                return claiming();
              });
      assertThat(ended.state()).isEqualTo(WorkflowState.HANDED_OVER);
      assertThat(ended.summary()).contains("held by workflow other");
      assertThat(acts).hasValue(0);
      assertThat(store.kinds()).doesNotContain(EntryKind.INTENT);
    }
  }

  /** A rung that gives back while the workflow goes on. */
  @Nested
  class DischargedWhileRunning {
    private void owing() {
      patience(Duration.ofMinutes(1));
      run.ladder.add(() -> ready(() -> new Outcome.Prepared("touched", Map.of()), owe(DEBT)));
      run.ladder.add(() -> new Preparation.Discharge(Set.of(DEBT)));
    }

    @Test
    void it_goes_on_afterwards() {
      owing();
      Workflow ended = start(() -> answering(true));
      assertThat(ended.state()).isEqualTo(WorkflowState.SUCCEEDED);
      assertThat(store.kinds())
          .containsSubsequence(
              EntryKind.OWED,
              EntryKind.INTENT,
              EntryKind.OUTCOME,
              EntryKind.DISCHARGED,
              EntryKind.OUTCOME,
              EntryKind.INTENT,
              EntryKind.GOAL_MET)
          .containsOnlyOnce(EntryKind.DISCHARGED);
    }

    @Test
    void what_is_of_another_kind_is_left_alone() {
      patience(Duration.ofMinutes(1));
      run.ladder.add(() -> ready(() -> new Outcome.Prepared("touched", Map.of()), owe(LOCAL_DEBT)));
      run.ladder.add(() -> new Preparation.Discharge(Set.of(DEBT)));
      start(
          () -> {
            assertThat(run.stateOf(LOCAL_DEBT)).isEqualTo(ObligationState.OWED);
            return answering(true);
          });
      assertThat(store.owed().open()).isEmpty();
    }

    @Test
    void what_cannot_be_given_back_yet_is_tried_again_and_told_once() {
      AtomicInteger attempts = new AtomicInteger();
      run.paying =
          (obligation, announce) ->
              attempts.incrementAndGet() < 4
                  ? new Discharge.NotYet("throttled")
                  : ScriptedRun.pay(obligation, announce);
      owing();
      Workflow ended = start(() -> answering(true));
      assertThat(ended.state()).isEqualTo(WorkflowState.SUCCEEDED);
      assertThat(attempts).hasValue(4);
      assertThat(rows(EntryKind.STILL_OWED)).hasSize(1);
      assertThat(rows(EntryKind.WAITING)).hasSize(1);
    }

    @Test
    void after_its_patience_it_hands_over_and_closing_goes_on_with_it() {
      run.paying =
          (obligation, announce) -> {
            if (store.only().state() == WorkflowState.CLOSING) {
              return ScriptedRun.pay(obligation, announce);
            }
            run.now = run.now.plusSeconds(25);
            return new Discharge.NotYet("throttled");
          };
      owing();
      Workflow ended = start(() -> answering(true));
      assertThat(ended.state()).isEqualTo(WorkflowState.HANDED_OVER);
      assertThat(ended.summary()).contains("throttled");
      assertThat(store.kinds())
          .containsSubsequence(
              EntryKind.STILL_OWED,
              EntryKind.REFUSED,
              EntryKind.CLOSING,
              EntryKind.DISCHARGED,
              EntryKind.ENDED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_answer_after_the_workflow_had_moved_on_is_told_all_the_same(boolean taken) {
      AtomicBoolean first = new AtomicBoolean(true);
      run.paying =
          (obligation, announce) -> {
            announce.acting("pay", Map.of());
            if (first.getAndSet(false)) {
              if (taken) {
                store.commit(Change.of(Ownership.taken(store.only())));
              } else {
                run.cancel();
              }
            }
            announce.answered("pay", "thanks");
            return new Discharge.Closed("paid");
          };
      owing();
      Workflow left = start(() -> answering(true));
      assertThat(rows(EntryKind.OUTCOME))
          .extracting(Draft::summary)
          .contains("answered after the workflow had moved on: pay: thanks");
      if (taken) {
        assertThat(left.state()).isEqualTo(WorkflowState.RUNNING);
        assertThat(run.stateOf(DEBT)).isEqualTo(ObligationState.DISCHARGING);
      } else {
        assertThat(left.state()).isEqualTo(WorkflowState.CANCELLED);
        assertThat(run.stateOf(DEBT)).isEqualTo(ObligationState.CLOSED);
      }
    }
  }

  /** Closing, with an act of which nobody knows the outcome, and a target that cannot be held. */
  @Nested
  class TargetOutOfReach {
    private static final int LOOKS = 8;
    private final AtomicInteger looks = new AtomicInteger();
    private boolean cancelled = true;

    @BeforeEach
    void patience() {
      run.policy =
          new Policy(
              Duration.ofMillis(1),
              Duration.ofMinutes(1),
              Duration.ofMinutes(1),
              3,
              3,
              Duration.ofMillis(5));
    }

    private Workflow closedWhile(Grasp<ScriptedRun.Target> outOfReach) {
      run.ladder.add(() -> ready(() -> new Outcome.Prepared("touched", Map.of()), owe(LOCAL_DEBT)));
      return start(
          () ->
              ready(
                  () -> {
                    run.grasp = () -> look(outOfReach);
                    return new Outcome.Unknown("no answer", 7);
                  },
                  owe(DEBT)));
    }

    private Grasp<ScriptedRun.Target> look(Grasp<ScriptedRun.Target> outOfReach) {
      int look = looks.incrementAndGet();
      if (look == 2 && cancelled) {
        run.cancel();
      }
      if (look < LOOKS) {
        return outOfReach;
      }
      afterManyLooks();
      return new Grasp.Held<>(new ScriptedRun.Target(8));
    }

    private void afterManyLooks() {
      assertThat(store.only().state()).isEqualTo(WorkflowState.CLOSING);
      assertThat(store.only().progress().intent()).isPresent();
      assertThat(run.stateOf(LOCAL_DEBT)).isEqualTo(ObligationState.OWED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_does_not_need_it_is_given_back_and_nothing_ends(boolean busy) {
      AtomicInteger paid = new AtomicInteger();
      run.paying =
          (obligation, announce) -> {
            if (obligation.kind().equals(DEBT)) {
              assertThat(looks.get()).isLessThan(LOOKS);
            } else {
              assertThat(looks.get()).isGreaterThanOrEqualTo(LOOKS);
            }
            paid.incrementAndGet();
            return ScriptedRun.pay(obligation, announce);
          };
      Workflow ended =
          closedWhile(busy ? new Grasp.Busy<>("busy") : new Grasp.Unreachable<>("unreachable"));
      assertThat(ended.state()).isEqualTo(WorkflowState.CANCELLED);
      assertThat(paid).hasValue(2);
      assertThat(store.kinds())
          .containsSubsequence(
              EntryKind.DISCHARGED, EntryKind.VOIDED, EntryKind.DISCHARGED, EntryKind.ENDED);
    }

    @Test
    void a_running_workflow_closes_to_give_it_back_when_patience_ends() {
      cancelled = false;
      run.policy =
          new Policy(
              Duration.ofMillis(1),
              Duration.ZERO,
              Duration.ofMinutes(1),
              3,
              3,
              Duration.ofMillis(5));
      Workflow ended = closedWhile(new Grasp.Unreachable<>("unreachable"));
      assertThat(ended.state()).isEqualTo(WorkflowState.HANDED_OVER);
      assertThat(store.kinds())
          .containsSubsequence(
              EntryKind.CLOSING, EntryKind.DISCHARGED, EntryKind.VOIDED, EntryKind.DISCHARGED);
    }

    @Test
    void while_the_record_of_what_it_owes_cannot_be_read_it_does_not_end() {
      Workflow stumbled =
          start(
              () ->
                  ready(
                      () -> {
                        run.cancel();
                        store.damageOwed("o-" + DEBT);
                        return new Outcome.Prepared("touched", Map.of());
                      },
                      owe(DEBT)));
      assertThat(stumbled.state()).isEqualTo(WorkflowState.CLOSING);
      run.carryOn();
      assertThat(store.only().state()).isEqualTo(WorkflowState.CLOSING);
      assertThat(rows(EntryKind.WAITING))
          .singleElement()
          .satisfies(row -> assertThat(row.summary()).contains("o-" + DEBT, "cannot be read"));
      store.damageOwed();
      assertThat(run.carryOn().state()).isEqualTo(WorkflowState.CANCELLED);
    }

    @Test
    void one_that_cannot_be_given_back_keeps_nobody_from_the_next_and_egress_goes_first() {
      List<String> attempts = new ArrayList<>();
      run.paying =
          (obligation, announce) -> {
            attempts.add(obligation.kind());
            return obligation.kind().equals(DEBT) && attempts.size() < 4
                ? new Discharge.NotYet("throttled")
                : ScriptedRun.pay(obligation, announce);
          };
      run.ladder.add(() -> ready(() -> new Outcome.Prepared("touched", Map.of()), owe(LOCAL_DEBT)));
      Workflow ended =
          start(
              () ->
                  ready(
                      () -> {
                        run.cancel();
                        return new Outcome.Prepared("touched too", Map.of());
                      },
                      owe(DEBT)));
      assertThat(ended.state()).isEqualTo(WorkflowState.CANCELLED);
      assertThat(attempts).startsWith(DEBT, LOCAL_DEBT, DEBT).endsWith(DEBT);
      assertThat(rows(EntryKind.STILL_OWED))
          .singleElement()
          .satisfies(row -> assertThat(row.summary()).isEqualTo("a " + DEBT + ": throttled"));
    }

    @Test
    void what_cannot_be_given_back_meanwhile_is_told_once_and_not_at_every_look() {
      run.paying =
          (obligation, announce) ->
              looks.get() < LOOKS
                  ? new Discharge.NotYet("throttled")
                  : ScriptedRun.pay(obligation, announce);
      Workflow ended = closedWhile(new Grasp.Unreachable<>("unreachable"));
      assertThat(ended.state()).isEqualTo(WorkflowState.CANCELLED);
      assertThat(rows(EntryKind.STILL_OWED)).hasSizeLessThanOrEqualTo(2);
      assertThat(rows(EntryKind.WAITING)).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void whoever_has_taken_it_over_is_not_disturbed() {
      run.paying =
          (obligation, announce) -> {
            throw new AssertionError("not ours to give back");
          };
      run.ladder.add(
          () ->
              ready(
                  () -> {
                    run.cancel();
                    run.grasp = Grasp.NotYours::new;
                    return new Outcome.Unknown("no answer", 7);
                  },
                  owe(DEBT)));
      Workflow left = run.start();
      assertThat(left.state()).isEqualTo(WorkflowState.CLOSING);
      assertThat(run.stateOf(DEBT)).isEqualTo(ObligationState.OWED);
    }
  }
}
