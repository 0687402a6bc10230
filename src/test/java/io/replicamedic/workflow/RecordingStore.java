package io.replicamedic.workflow;

import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.obligation.DamagedObligation;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationDamaged;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Our own store's port in memory, with the same version check; remembers what was committed. */
final class RecordingStore implements WorkflowStore {
  final List<Draft> entries = new ArrayList<>();
  final List<Instant> wakes = new ArrayList<>();
  final Set<String> claimedByOthers = new HashSet<>();
  final List<String> scheduled = new ArrayList<>();
  private final Set<String> damaged = new HashSet<>();
  private final Set<String> damagedOwed = new HashSet<>();
  private final Map<String, Workflow> workflows = new LinkedHashMap<>();
  private final Map<String, Obligation> obligations = new LinkedHashMap<>();

  List<EntryKind> kinds() {
    return entries.stream().map(Draft::kind).toList();
  }

  Workflow only() {
    return workflows.values().iterator().next();
  }

  @Override
  public Begun begin(Workflow workflow, Set<String> claims, List<Draft> drafts, String key) {
    Workflow stored = next(workflow);
    workflows.put(stored.id(), stored);
    entries.addAll(drafts);
    return new Begun.Started(stored);
  }

  @Override
  public Workflow commit(Change change) {
    Workflow next = change.workflow();
    Workflow now = workflows.get(next.id());
    if (now == null || now.version() != next.version()) {
      throw new Superseded(next.id());
    }
    change.obligations().stream()
        .flatMap(owed -> owed.claims().stream())
        .filter(claimedByOthers::contains)
        .findFirst()
        .ifPresent(
            claim -> {
              throw new ClaimHeld(claim, "other");
            });
    change.obligations().forEach(this::check);
    Workflow stored = next(next);
    workflows.put(stored.id(), stored);
    entries.addAll(change.entries());
    change.obligations().forEach(owed -> obligations.put(owed.id(), owed.stored()));
    change.wakeAt().ifPresent(wakes::add);
    return stored;
  }

  @Override
  public Obligation move(Obligation next, Draft entry) {
    check(next);
    entries.add(entry);
    obligations.put(next.id(), next.stored());
    return next.stored();
  }

  private void check(Obligation next) {
    Obligation now = obligations.get(next.id());
    if (next.version() != (now == null ? 0 : now.version())) {
      throw Superseded.obligation(next.id());
    }
  }

  @Override
  public void tell(String id, Draft entry) {
    entries.add(entry);
  }

  @Override
  public boolean tellOnce(String id, Draft entry) {
    return !entries.contains(entry) && entries.add(entry);
  }

  /** From now on the record of what is owed cannot be read; empty = it can. */
  void damageOwed(String... ids) {
    damagedOwed.clear();
    damagedOwed.addAll(List.of(ids));
  }

  /** From now on its record cannot be read. */
  void damage(String id) {
    damaged.add(id);
  }

  void repair(String id) {
    damaged.remove(id);
  }

  /** As if its row had been deleted by hand. */
  void lose(String id) {
    workflows.remove(id);
  }

  private static Workflow next(Workflow w) {
    return new Workflow(
        w.id(),
        w.version() + 1,
        w.epoch(),
        w.state(),
        w.order(),
        w.progress(),
        w.phaseName(),
        w.summary(),
        w.createdAt(),
        w.updatedAt(),
        w.endedAt());
  }

  @Override
  public Optional<Workflow> find(String id) {
    if (damaged.contains(id)) {
      throw new WorkflowDamaged(id, "garbage");
    }
    return Optional.ofNullable(workflows.get(id));
  }

  @Override
  public Listing list(String target, int limit) {
    return listing(workflows.values());
  }

  @Override
  public Set<String> targetsSince(Instant then) {
    throw new UnsupportedOperationException("the engine never asks for it");
  }

  @Override
  public Listing unended() {
    return listing(workflows.values().stream().filter(it -> !it.state().ended()).toList());
  }

  private Listing listing(Collection<Workflow> found) {
    return new Listing(
        found.stream().filter(it -> !damaged.contains(it.id())).toList(),
        found.stream()
            .filter(it -> damaged.contains(it.id()))
            .map(it -> new DamagedWorkflow(it.id(), "", "", "", "", "", "garbage"))
            .toList());
  }

  @Override
  public long epoch(String id) {
    Workflow workflow = workflows.get(id);
    return workflow == null ? -1 : workflow.epoch();
  }

  @Override
  public void sync() {}

  @Override
  public boolean ensureScheduled(String id, Instant at) {
    scheduled.add(id);
    return false;
  }

  /** What is owed, as the engine reads it. */
  Obligations owed() {
    return new Obligations() {
      @Override
      public List<DamagedObligation> damaged() {
        return List.of();
      }

      @Override
      public Optional<Obligation> find(String id) {
        return Optional.ofNullable(obligations.get(id));
      }

      @Override
      public List<Obligation> open() {
        return list(Integer.MAX_VALUE).stream()
            .filter(owed -> owed.state() != ObligationState.CLOSED)
            .toList();
      }

      @Override
      public List<Obligation> openOf(String workflowId) {
        for (String id : damagedOwed) {
          throw new ObligationDamaged(id, "Unexpected end-of-input");
        }
        return open().stream().filter(owed -> owed.workflowId().equals(workflowId)).toList();
      }

      @Override
      public List<Obligation> closedSince(String kind, Instant since) {
        return closedOf(kind);
      }

      @Override
      public List<Obligation> closedOf(String kind) {
        return List.of();
      }

      @Override
      public List<Obligation> overdue(Instant now) {
        return open().stream().filter(owed -> owed.deadline().isBefore(now)).toList();
      }

      @Override
      public List<Obligation> list(int limit) {
        return List.copyOf(obligations.values());
      }
    };
  }
}
