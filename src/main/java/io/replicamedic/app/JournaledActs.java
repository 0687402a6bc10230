package io.replicamedic.app;

import io.replicamedic.fleet.RecentActs;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.journal.Journal;
import io.replicamedic.journal.JournalEntry;
import io.replicamedic.replication.Act;
import io.replicamedic.rung.replication.UnstickOptions;
import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.WorkflowState;
import io.replicamedic.workflow.WorkflowStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Reads what the last workflow on a replica did from its journal. */
@Component
final class JournaledActs implements RecentActs {
  /** Later than that somebody else may long have done otherwise, and nobody told us. */
  private static final Duration RECENT = Duration.ofHours(1);

  /** What another instance does is known that much later. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** A store that is away is asked that much later. */
  private static final Duration AWAY = Duration.ofSeconds(30);

  /** It was read to replicate at the end: no stop of before matters any more. */
  private static final Set<WorkflowState> WELL =
      EnumSet.of(WorkflowState.SUCCEEDED, WorkflowState.RECOVERED, WorkflowState.NOTHING_TO_DO);

  private static final Logger LOG = LoggerFactory.getLogger(JournaledActs.class);
  private static final int ROWS = 1000;
  private static final int LAST = 20;
  private static final Duration SLACK = Duration.ofSeconds(2);

  private static final Map<String, Act.Kind> RUNGS =
      Map.of(
          "stop", Act.Kind.STOP,
          "stop-under-cut", Act.Kind.STOP,
          "start", Act.Kind.START,
          "reset", Act.Kind.RESET,
          "configure", Act.Kind.CONFIGURE,
          "skip", Act.Kind.SKIP,
          "skip-error", Act.Kind.SKIP);

  private final WorkflowStore store;
  private final Journal journal;
  private final Clock clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Lock asking = new ReentrantLock();
  private volatile Touched touched = new Touched(Instant.MIN, Set.of());

  JournaledActs(WorkflowStore store, Journal journal, Clock clock) {
    this.store = store;
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public List<Act> of(String database) {
    try {
      return since(clock.instant().minus(RECENT), database);
    } catch (DataAccessException e) {
      // A status is worth having without the store, too.
      LOG.warn("what was done to {} cannot be read", database, e);
      return List.of();
    }
  }

  @Override
  public List<Act> configuredSince(String database, Instant from) {
    try {
      return store.list(database, LAST).workflows().stream()
          .filter(it -> it.updatedAt().isAfter(from))
          .flatMap(it -> read(it).stream())
          .filter(act -> act.kind() == Act.Kind.CONFIGURE && act.at().isAfter(from))
          .toList();
    } catch (DataAccessException e) {
      LOG.warn("what was configured on {} cannot be read", database, e);
      return List.of();
    }
  }

  // Its last ones, as they may have been several within the hour. The server counts whole seconds.
  @Override
  public Predicate<Instant> atWork(String database) {
    try {
      List<Workflow> last = store.list(database, LAST).workflows();
      return at -> last.stream().anyMatch(it -> began(it).isBefore(at) && at.isBefore(left(it)));
    } catch (DataAccessException e) {
      LOG.warn("whether we acted on {} cannot be read", database, e);
      return _ -> true;
    }
  }

  private static Instant began(Workflow workflow) {
    return workflow.createdAt().minus(SLACK);
  }

  private static Instant left(Workflow workflow) {
    return workflow.endedAt().map(end -> end.plus(SLACK)).orElse(Instant.MAX);
  }

  private List<Act> since(Instant from, String database) {
    if (!touched(from).contains(database)) {
      return List.of();
    }
    List<Workflow> newest = store.list(database, 1).workflows();
    if (newest.isEmpty() || newest.getFirst().updatedAt().isBefore(from)) {
      return List.of();
    }
    return acts(database, newest.getFirst()).stream()
        .filter(act -> act.at().isAfter(from))
        .toList();
  }

  // One question for all replicas, not one for each reading: nearly all have no workflow at all.
  // Nobody waits for whoever asks it: a store that hangs must not hold up all readings in a queue.
  private Set<String> touched(Instant from) {
    Touched last = touched;
    if (from.isBefore(last.from().plus(AGAIN)) || !asking.tryLock()) {
      return last.targets();
    }
    try {
      touched = new Touched(from, store.targetsSince(from));
      return touched.targets();
    } catch (DataAccessException e) {
      touched = new Touched(from.plus(AWAY), last.targets());
      throw e;
    } finally {
      asking.unlock();
    }
  }

  // Its rows are read again only when there are more of them.
  private List<Act> acts(String database, Workflow workflow) {
    return known
        .compute(
            database,
            (_, before) ->
                before != null
                        && before.workflow().equals(workflow.id())
                        && before.version() == workflow.version()
                    ? before
                    : new Known(workflow.id(), workflow.version(), read(workflow)))
        .acts();
  }

  private List<Act> read(Workflow workflow) {
    List<Act> acts = new ArrayList<>();
    for (JournalEntry row : journal.read(workflow.id(), 0, ROWS)) {
      Act.Kind kind = RUNGS.get(row.rung());
      if (row.kind() == EntryKind.OUTCOME && kind != null) {
        String by = row.actor() + " (workflow " + workflow.id() + ")";
        acts.add(Act.on(UnstickOptions.channel(workflow.order()), kind, row.at(), by));
      } else if (row.kind() == EntryKind.GOAL_MET) {
        // Whichever phase it was: a phase comes only after the threads were read as stopped.
        acts.removeIf(act -> act.kind() == Act.Kind.STOP);
      }
    }
    if (WELL.contains(workflow.state())) {
      acts.removeIf(act -> act.kind() == Act.Kind.STOP);
    }
    return List.copyOf(acts);
  }

  /** Targets of workflows that were written since then. */
  private record Touched(Instant from, Set<String> targets) {}

  private record Known(String workflow, long version, List<Act> acts) {}
}
