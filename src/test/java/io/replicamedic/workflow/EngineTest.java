package io.replicamedic.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.journal.EntryKind;
import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What the engine does with a playbook of one phase and one rung; no server, no time passing. */
class EngineTest {
  private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
  private static final Order ORDER = new Order("test", "db", "alice", "why", "", Map.of());
  private static final Policy POLICY =
      new Policy(
          Duration.ofMillis(1), Duration.ZERO, Duration.ofMinutes(1), 3, 3, Duration.ofSeconds(5));

  private final RecordingStore store = new RecordingStore();
  private final AtomicBoolean goal = new AtomicBoolean();
  private final AtomicBoolean needsTarget = new AtomicBoolean(true);
  private final AtomicBoolean allowed = new AtomicBoolean(true);
  private Supplier<Preparation> rung = () -> ready(() -> answered(true), Debt.NONE);
  private Instant now = NOW;

  /** A target that is held by asking, and never busy. */
  private record Held(long connectionId) implements Grip {
    @Override
    public boolean alive(long id) {
      return false;
    }

    @Override
    public void close() {}
  }

  private final class OneRung implements Playbook<Held> {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public List<Phase<Held>> phases() {
      Goal<Held> read =
          run -> goal.get() ? new Reading.Met(Map.of()) : new Reading.NotMet(Map.of());
      Rung<Held> climb =
          new Rung<>() {
            @Override
            public String name() {
              return "rung";
            }

            @Override
            public Preparation prepare(Run<Held> run) {
              return rung.get();
            }
          };
      return List.of(new Phase<>("only", read, List.of(climb)));
    }

    @Override
    public Goal<Held> purpose() {
      return run -> new Reading.NotMet(Map.of());
    }

    @Override
    public Set<String> claims(Order order) {
      return Set.of();
    }

    @Override
    public void admit(Order order) {}

    @Override
    public Plan preview(Order order) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Grasp<Held> seize(Order order, BooleanSupplier rightful) {
      return new Grasp.Held<>(new Held(7));
    }
  }

  private final Discharger discharger =
      new Discharger() {
        @Override
        public String kind() {
          return "debt";
        }

        @Override
        public boolean needsDatabase() {
          return needsTarget.get();
        }

        @Override
        public List<String> undoCommands(Obligation obligation) {
          return List.of("pay");
        }

        @Override
        public Discharge attempt(
            Obligation obligation, BooleanSupplier rightful, Announcement announce) {
          announce.acting("pay", Map.of());
          announce.answered("pay", "thanks");
          return new Discharge.Closed("paid");
        }
      };

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  private Workflow run() {
    Workflow fresh =
        new Workflow(
            "w",
            0,
            0,
            WorkflowState.RUNNING,
            ORDER,
            Progress.start(),
            "only",
            "",
            NOW,
            NOW,
            Optional.empty());
    store.begin(fresh, Set.of(), List.of(), "");
    return carryOn();
  }

  private Workflow carryOn() {
    Engine engine =
        new Engine(
            store,
            store.owed(),
            new Playbooks(List.of(new OneRung())),
            List.of(discharger),
            POLICY,
            clock,
            new Signals(),
            allowed::get);
    engine.carryOn("w", store.only().version());
    return store.only();
  }

  private static Preparation ready(Supplier<Outcome> act, Debt debt) {
    return new Preparation.Ready("do it", true, Map.of(), debt, Duration.ZERO, act);
  }

  private static Owe owe() {
    return new Owe(
        "o",
        "debt",
        ObligationState.OWED,
        "a debt",
        "{}",
        "another phase",
        Set.of(),
        Duration.ofMinutes(15));
  }

  private Outcome answered(boolean effect) {
    goal.set(effect);
    return new Outcome.Answered("OK", Map.of(), Memory.EMPTY);
  }

  @Test
  void an_act_is_written_before_and_after() {
    assertThat(run().state()).isEqualTo(WorkflowState.SUCCEEDED);
    assertThat(store.kinds())
        .containsExactly(EntryKind.INTENT, EntryKind.OUTCOME, EntryKind.GOAL_MET, EntryKind.ENDED);
  }

  @Test
  void an_ok_without_effect_is_noticed_and_handed_over() {
    rung = () -> ready(() -> answered(false), Debt.NONE);
    assertThat(run().state()).isEqualTo(WorkflowState.HANDED_OVER);
    assertThat(store.kinds()).contains(EntryKind.OUTCOME).doesNotContain(EntryKind.GOAL_MET);
  }

  @Test
  void no_workflow_ends_while_it_owes() {
    Owe debt = owe();
    rung = () -> ready(() -> answered(false), debt);
    assertThat(run().state()).isEqualTo(WorkflowState.HANDED_OVER);
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
    Question question =
        new Question("q", "kind", "well?", List.of(), List.of(), NOW.plusSeconds(60));
    rung = () -> new Preparation.Ask(question);
    assertThat(run().state()).isEqualTo(WorkflowState.WAITING);
    assertThat(store.wakes).containsExactly(NOW.plus(POLICY.waitingPoll()));
    now = NOW.plusSeconds(60);
    assertThat(carryOn().state()).isEqualTo(WorkflowState.EXPIRED);
  }

  @Test
  void a_step_that_fails_is_let_go_said_aloud_and_tried_again() {
    rung =
        () -> {
          throw new IllegalStateException("a defect");
        };
    Workflow stumbled = run();
    assertThat(stumbled.state()).isEqualTo(WorkflowState.RUNNING);
    assertThat(Ownership.owned(stumbled)).isFalse();
    assertThat(store.entries.getLast().summary()).contains("a defect");
    rung = () -> ready(() -> answered(true), Debt.NONE);
    assertThat(carryOn().state()).isEqualTo(WorkflowState.SUCCEEDED);
    assertThat(store.kinds()).doesNotContain(EntryKind.TAKEN_OVER);
  }

  @Test
  void an_intent_without_outcome_is_voided_before_anything_else() {
    AtomicBoolean first = new AtomicBoolean(true);
    rung =
        () ->
            ready(
                () -> first.getAndSet(false) ? new Outcome.Unknown("no answer", 7) : answered(true),
                Debt.NONE);
    assertThat(run().state()).isEqualTo(WorkflowState.SUCCEEDED);
    assertThat(store.kinds())
        .containsSubsequence(
            EntryKind.INTENT,
            EntryKind.WAITING,
            EntryKind.VOIDED,
            EntryKind.INTENT,
            EntryKind.OUTCOME);
  }

  @Test
  void what_cannot_be_read_climbs_nothing_and_is_handed_over_in_the_end() {
    rung = () -> new Preparation.Unreadable("gone");
    assertThat(run().state()).isEqualTo(WorkflowState.HANDED_OVER);
    assertThat(store.kinds()).doesNotContain(EntryKind.INTENT);
  }

  @Test
  void remediation_switched_off_closes_it() {
    allowed.set(false);
    assertThat(run().state()).isEqualTo(WorkflowState.HANDED_OVER);
    assertThat(store.kinds()).doesNotContain(EntryKind.INTENT);
  }

  @Test
  void a_task_that_a_later_one_replaced_does_nothing() {
    Question question =
        new Question("q", "kind", "well?", List.of(), List.of(), NOW.plusSeconds(60));
    rung = () -> new Preparation.Ask(question);
    Workflow waiting = run();
    long stale = waiting.progress().scheduled() - 1;
    new Engine(
            store,
            store.owed(),
            new Playbooks(List.of(new OneRung())),
            List.of(),
            POLICY,
            clock,
            new Signals(),
            allowed::get)
        .carryOn("w", stale);
    assertThat(store.only().version()).isEqualTo(waiting.version());
  }

  @Test
  void an_overdue_obligation_closes_its_workflow_whatever_it_was_doing() {
    Owe debt = owe();
    rung =
        () ->
            ready(
                () -> {
                  now = NOW.plus(Duration.ofMinutes(16));
                  new Sweeper(store, store.owed(), clock, new Signals()).sweep();
                  return answered(true);
                },
                debt);
    Workflow ended = run();
    assertThat(ended.state()).isEqualTo(WorkflowState.HANDED_OVER);
    assertThat(ended.summary()).contains("overdue");
    assertThat(store.owed().open()).isEmpty();
    assertThat(store.kinds()).contains(EntryKind.OUTCOME);
  }
}
