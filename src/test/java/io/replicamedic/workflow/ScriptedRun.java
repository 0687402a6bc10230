package io.replicamedic.workflow;

import io.replicamedic.journal.Journal;
import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Grace;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.mockito.Mockito;

/**
 * An engine and a playbook of one phase, whose rungs, target and dischargers do what a test says;
 * no server, and time passes when the test moves it. Used by the engine's tests.
 */
final class ScriptedRun {
  static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

  static final Duration GRACE = Duration.ofSeconds(15);

  /** Can be discharged whatever the target does. */
  static final String DEBT = "debt";

  /** Can be discharged on the target only. */
  static final String LOCAL_DEBT = "local-debt";

  private static final Order ORDER = new Order("test", "db", "alice", "why", "", Map.of());

  final RecordingStore store = new RecordingStore();
  final List<Supplier<Preparation>> ladder = new ArrayList<>();
  Supplier<Grasp<Target>> grasp = () -> new Grasp.Held<>(new Target(7));
  Paying paying = ScriptedRun::pay;
  BooleanSupplier rightful = () -> false;
  Fence fence = Fence.SESSION;
  Policy policy =
      new Policy(
          Duration.ofMillis(1), Duration.ZERO, Duration.ofMinutes(1), 3, 3, Duration.ofMillis(5));
  boolean goal;
  boolean allowed = true;

  /** Whether this version knows the playbook. */
  boolean known = true;

  /** Under which names this version knows it; orders are stored under the greatest. */
  Set<String> names = Set.of("test");

  Instant now = NOW;

  /** What a discharger does. */
  interface Paying {
    Discharge attempt(Obligation obligation, Discharger.Announcement announce);
  }

  /** A held target; every session that is asked for is gone. */
  record Target(long connectionId) implements Grip {
    @Override
    public boolean alive(long id) {
      return false;
    }

    @Override
    public void close() {}
  }

  /** A new workflow, carried on until the engine lets it go. */
  Workflow start() {
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

  /** A new workflow, as somebody's order begins it; nobody carries it on yet. */
  Workflow ordered() {
    new Workflows(store, Mockito.mock(Journal.class), playbooks(), clock(), new Signals())
        .start(ORDER, "");
    return store.only();
  }

  /** As a task that was scheduled by the newest version does. */
  Workflow carryOn() {
    carryOn(store.only().version());
    return store.only();
  }

  void carryOn(long scheduledBy) {
    carryOn("w", scheduledBy);
  }

  void carryOn(String id, long scheduledBy) {
    new Engine(
            store,
            store.owed(),
            playbooks(),
            dischargers(),
            policy,
            clock(),
            new Signals(),
            () -> allowed)
        .carryOn(id, scheduledBy);
  }

  void sweep() {
    sweeper(Runnable::run).sweep();
  }

  Sweeper sweeper(Executor aside) {
    return new Sweeper(
        store,
        store.owed(),
        playbooks(),
        orphans(),
        new Grace(GRACE),
        aside,
        clock(),
        new Signals());
  }

  Orphans orphans() {
    return new Orphans(store, store.owed(), dischargers(), new Signals());
  }

  private Playbooks playbooks() {
    return new Playbooks(known ? List.of(new OnePhase()) : List.of());
  }

  private List<Discharger> dischargers() {
    return List.of(new Payer(DEBT), new Payer(LOCAL_DEBT));
  }

  /** A person cancels. */
  void cancel() {
    Workflow latest = store.only();
    store.commit(Change.of(latest.closing(new Ending(WorkflowState.CANCELLED, "cancelled"))));
  }

  static Preparation ready(Supplier<Outcome> act, Debt debt) {
    return new Preparation.Ready("do it", true, Map.of(), debt, Duration.ZERO, act);
  }

  static Preparation asking() {
    return new Preparation.Ask(
        new Question("q", "kind", "well?", List.of(), List.of(), NOW.plusSeconds(60)));
  }

  static Owe owe(String kind) {
    return new Owe(
        "o-" + kind,
        kind,
        ObligationState.OWED,
        "a " + kind,
        "{}",
        "another phase",
        Set.of("claim-" + kind),
        Duration.ofMinutes(15));
  }

  Outcome answered(boolean effect) {
    goal = effect;
    return new Outcome.Answered("OK", Map.of(), Memory.EMPTY);
  }

  ObligationState stateOf(String kind) {
    return store.owed().find("o-" + kind).orElseThrow().state();
  }

  static Discharge pay(Obligation obligation, Discharger.Announcement announce) {
    announce.acting("pay " + obligation.kind(), Map.of());
    announce.answered("pay " + obligation.kind(), "thanks");
    return new Discharge.Closed("paid");
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  private final class OnePhase implements Playbook<Target> {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public Set<String> names() {
      return names;
    }

    @Override
    public String nameFor(Order order) {
      return Collections.max(names);
    }

    @Override
    public List<Phase<Target>> phases() {
      Goal<Target> read = run -> goal ? new Reading.Met(Map.of()) : new Reading.NotMet(Map.of());
      List<Rung<Target>> rungs = new ArrayList<>();
      ladder.forEach(prepared -> rungs.add(new OneRung("rung-" + (rungs.size() + 1), prepared)));
      return List.of(new Phase<>("only", read, rungs));
    }

    @Override
    public Goal<Target> purpose() {
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
    public Grasp<Target> seize(Order order, BooleanSupplier rightful) {
      return grasp.get();
    }
  }

  private final class OneRung implements Rung<Target> {
    private final String name;
    private final Supplier<Preparation> prepared;

    OneRung(String name, Supplier<Preparation> prepared) {
      this.name = name;
      this.prepared = prepared;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Fence fence() {
      return fence;
    }

    @Override
    public Preparation prepare(Run<Target> run) {
      return prepared.get();
    }
  }

  private final class Payer implements Discharger {
    private final String kind;

    Payer(String kind) {
      this.kind = kind;
    }

    @Override
    public String kind() {
      return kind;
    }

    @Override
    public boolean needsDatabase() {
      return kind.equals(LOCAL_DEBT);
    }

    @Override
    public List<String> undoCommands(Obligation obligation) {
      return List.of("pay");
    }

    @Override
    public Discharge attempt(
        Obligation obligation, BooleanSupplier rightful, Announcement announce) {
      ScriptedRun.this.rightful = rightful;
      return paying.attempt(obligation, announce);
    }
  }
}
