package io.replicamedic.web;

import io.replicamedic.journal.Chain;
import io.replicamedic.journal.Draft;
import io.replicamedic.journal.Journal;
import io.replicamedic.journal.JournalEntry;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.workflow.Change;
import io.replicamedic.workflow.DamagedWorkflow;
import io.replicamedic.workflow.Signals;
import io.replicamedic.workflow.Superseded;
import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.WorkflowDamaged;
import io.replicamedic.workflow.WorkflowStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Workflows and journal in memory, one lock over all. */
final class MemoryStore implements WorkflowStore, Journal {
  private final Clock clock;
  private final Signals signals;
  private final Map<String, Workflow> workflows = new LinkedHashMap<>();
  private final Set<String> damaged = new HashSet<>();
  private final Map<String, String> claimed = new HashMap<>();
  private final Map<String, Workflow> byKey = new HashMap<>();
  private final Map<String, List<JournalEntry>> rows = new LinkedHashMap<>();

  MemoryStore(Clock clock, Signals signals) {
    this.clock = clock;
    this.signals = signals;
  }

  synchronized void clear() {
    workflows.clear();
    damaged.clear();
    claimed.clear();
    byKey.clear();
    rows.clear();
  }

  /** As if the engine had written it; wakes who waits. */
  synchronized void put(Workflow workflow, Draft... entries) {
    workflows.put(workflow.id(), workflow);
    write(workflow.id(), List.of(entries));
    signals.signal();
  }

  /** Changes a row behind the journal's back. */
  synchronized void forge(String stream, int index, JournalEntry row) {
    rows.getOrDefault(stream, new ArrayList<>()).set(index, row);
  }

  @Override
  public synchronized Begun begin(
      Workflow workflow, Set<String> claims, List<Draft> entries, String idempotencyKey) {
    Workflow earlier = byKey.get(idempotencyKey);
    if (!idempotencyKey.isEmpty() && earlier != null) {
      return earlier.order().equals(workflow.order())
          ? new Begun.Repeated(earlier)
          : new Begun.KeyReused(earlier);
    }
    for (String claim : claims) {
      String holder = claimed.get(claim);
      if (holder != null) {
        return new Begun.Held(claim, find(holder).orElseThrow());
      }
    }
    claims.forEach(claim -> claimed.put(claim, workflow.id()));
    byKey.put(idempotencyKey, workflow);
    workflows.put(workflow.id(), workflow);
    write(workflow.id(), entries);
    return new Begun.Started(workflow);
  }

  @Override
  public synchronized Optional<Workflow> find(String id) {
    if (damaged.contains(id)) {
      throw new WorkflowDamaged(id, "Unexpected end-of-input");
    }
    return Optional.ofNullable(workflows.get(id));
  }

  @Override
  public synchronized Listing list(String target, int limit) {
    return listing(
        new ArrayList<>(workflows.values())
            .reversed().stream()
                .filter(it -> target.isEmpty() || it.order().target().equals(target))
                .limit(limit)
                .toList());
  }

  @Override
  public synchronized Set<String> targetsSince(Instant then) {
    return workflows.values().stream()
        .filter(it -> !it.updatedAt().isBefore(then))
        .map(it -> it.order().target())
        .collect(Collectors.toSet());
  }

  @Override
  public synchronized Listing unended() {
    return listing(workflows.values().stream().filter(it -> !it.state().ended()).toList());
  }

  private Listing listing(List<Workflow> found) {
    return new Listing(
        found.stream().filter(it -> !damaged.contains(it.id())).toList(),
        found.stream()
            .filter(it -> damaged.contains(it.id()))
            .map(
                it ->
                    new DamagedWorkflow(
                        it.id(),
                        "RUNNING",
                        it.order().playbook(),
                        it.order().target(),
                        it.order().actor(),
                        it.createdAt().toString(),
                        "Unexpected end-of-input"))
            .toList());
  }

  /** From now on its record cannot be read. */
  synchronized void damage(String id) {
    damaged.add(id);
  }

  @Override
  public synchronized long epoch(String id) {
    Workflow workflow = workflows.get(id);
    return workflow == null ? -1 : workflow.epoch();
  }

  @Override
  public synchronized Workflow commit(Change change) {
    Workflow next = change.workflow();
    if (find(next.id()).orElseThrow().version() != next.version()) {
      throw new Superseded(next.id());
    }
    Workflow at = next.at(clock.instant());
    Workflow stored =
        new Workflow(
            at.id(),
            at.version() + 1,
            at.epoch(),
            at.state(),
            at.order(),
            at.progress(),
            at.phaseName(),
            at.summary(),
            at.createdAt(),
            at.updatedAt(),
            at.endedAt());
    workflows.put(stored.id(), stored);
    write(stored.id(), change.entries());
    return stored;
  }

  @Override
  public Obligation move(Obligation next, Draft entry) {
    throw new UnsupportedOperationException("nothing is discharged in this room");
  }

  @Override
  public boolean tellOnce(String id, Draft entry) {
    throw new UnsupportedOperationException("nothing is carried on in this room");
  }

  @Override
  public void tell(String id, Draft entry) {
    append(id, List.of(entry));
  }

  @Override
  public void sync() {}

  @Override
  public boolean ensureScheduled(String id, Instant at) {
    return true;
  }

  @Override
  public synchronized List<JournalEntry> read(String stream, long afterSeq, int limit) {
    return rows.getOrDefault(stream, List.of()).stream()
        .filter(row -> row.seq() > afterSeq)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<String> streams() {
    return List.copyOf(rows.keySet());
  }

  @Override
  public synchronized void append(String stream, List<Draft> drafts) {
    write(stream, drafts);
  }

  private void write(String stream, List<Draft> drafts) {
    List<JournalEntry> all = rows.computeIfAbsent(stream, name -> new ArrayList<>());
    for (Draft draft : drafts) {
      all.add(
          Chain.link(
              stream,
              all.size(),
              all.isEmpty() ? Chain.START : all.getLast().hash(),
              clock.instant(),
              draft,
              Wire.JSON.writeValueAsString(draft.detail())));
    }
  }
}
