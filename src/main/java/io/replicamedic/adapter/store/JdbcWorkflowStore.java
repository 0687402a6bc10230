package io.replicamedic.adapter.store;

import io.replicamedic.journal.Draft;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.workflow.Change;
import io.replicamedic.workflow.ClaimHeld;
import io.replicamedic.workflow.Superseded;
import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.WorkflowDamaged;
import io.replicamedic.workflow.WorkflowState;
import io.replicamedic.workflow.WorkflowStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;

/** Workflows in the store: every commit is one transaction over all that it tells (law 1). */
@Component
final class JdbcWorkflowStore implements WorkflowStore {
  private static final List<String> ENDED =
      Arrays.stream(WorkflowState.values()).filter(WorkflowState::ended).map(Enum::name).toList();

  private static final Duration OLDEST = Duration.ofDays(60);

  private final WorkflowRows rows;
  private final WorkflowRowMapping mapping;
  private final JdbcJournal journal;
  private final JdbcObligations obligations;
  private final Claims claims;
  private final CarryOnTasks tasks;
  private final Durability durability;
  private final Transactions transactions;
  private final Clock clock;

  JdbcWorkflowStore(
      WorkflowRows rows,
      WorkflowRowMapping mapping,
      JdbcJournal journal,
      JdbcObligations obligations,
      Claims claims,
      CarryOnTasks tasks,
      Durability durability,
      Transactions transactions,
      Clock clock) {
    this.rows = rows;
    this.mapping = mapping;
    this.journal = journal;
    this.obligations = obligations;
    this.claims = claims;
    this.tasks = tasks;
    this.durability = durability;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public Begun begin(
      Workflow workflow, Set<String> resources, List<Draft> entries, String idempotencyKey) {
    Begun begun =
        transactions.run(status -> write(workflow, resources, entries, idempotencyKey, status));
    if (begun instanceof Begun.Started) {
      tasks.nudge();
    }
    return begun;
  }

  // Two with the same key or claim at once: the loser begins again and reads what the other wrote.
  private Begun write(
      Workflow workflow,
      Set<String> resources,
      List<Draft> entries,
      String idempotencyKey,
      TransactionStatus status) {
    Optional<Begun> before = askedBefore(workflow, idempotencyKey);
    if (before.isPresent()) {
      return before.get();
    }
    Optional<Claims.Held> held = claims.take(resources, workflow.id(), clock.instant());
    if (held.isPresent()) {
      status.setRollbackOnly();
      // The holder may be this very request's twin, committed since the key was looked for.
      return askedBefore(workflow, idempotencyKey)
          .orElseGet(() -> new Begun.Held(held.get().resource(), holder(held.get().workflowId())));
    }
    claims.remember(workflow.order().actor(), idempotencyKey, workflow.id());
    Workflow stored = mapping.workflow(rows.save(mapping.row(workflow)));
    journal.link(workflow.id(), entries);
    tasks.schedule(workflow.id(), stored.version(), clock.instant());
    return new Begun.Started(stored);
  }

  private Workflow holder(String id) {
    return find(id).orElseThrow(() -> new WorkflowDamaged(id, "its row is missing"));
  }

  private Optional<Begun> askedBefore(Workflow workflow, String idempotencyKey) {
    return claims
        .usedBy(workflow.order().actor(), idempotencyKey)
        .flatMap(this::find)
        .map(
            earlier ->
                earlier.order().asks(workflow.order())
                    ? new Begun.Repeated(earlier)
                    : new Begun.KeyReused(earlier));
  }

  @Override
  public Optional<Workflow> find(String id) {
    return rows.findById(id).map(mapping::workflow);
  }

  @Override
  public Listing list(String target, int limit) {
    List<WorkflowRow> found =
        target.isEmpty()
            ? rows.findByOrderByCreatedAtDesc(Limit.of(limit))
            : rows.findByTargetOrderByCreatedAtDesc(target, Limit.of(limit));
    return mapping.listing(found);
  }

  // Times of creation have an index, those of writing have not; and no workflow is that old.
  @Override
  public Set<String> targetsSince(Instant then) {
    return rows.targets(Times.text(then.minus(OLDEST)), Times.text(then));
  }

  // By what it is not: a state that is no word of ours is not an end.
  @Override
  public Listing unended() {
    return mapping.listing(rows.findByStateNotIn(ENDED));
  }

  @Override
  public long epoch(String id) {
    return rows.findById(id).map(WorkflowRow::epoch).orElse(-1L);
  }

  @Override
  public Workflow commit(Change change) {
    try {
      Workflow stored = transactions.run(status -> write(change));
      if (change.wakeAt().isPresent()) {
        tasks.nudge();
      }
      return stored;
    } catch (OptimisticLockingFailureException e) {
      throw new Superseded(change.workflow().id());
    }
  }

  private Workflow write(Change change) {
    Instant now = Times.micros(clock.instant());
    Workflow next = change.workflow();
    // The row first: its version check decides, and its lock orders the journal.
    Workflow stored = mapping.workflow(rows.save(mapping.row(next.at(now))));
    journal.link(next.id(), change.entries());
    change.obligations().forEach(this::write);
    change.wakeAt().ifPresent(at -> tasks.schedule(next.id(), stored.version(), at));
    if (next.state().ended()) {
      claims.release(next.id());
    }
    return stored;
  }

  @Override
  public Obligation move(Obligation next, Draft entry) {
    return transactions.run(
        status -> {
          // In a workflow's commit the journal is locked first, too: the two never wait crosswise.
          journal.link(next.workflowId(), List.of(entry));
          write(next);
          return next.stored();
        });
  }

  private void write(Obligation obligation) {
    obligations.write(obligation);
    claim(obligation);
  }

  // The unique key behind it allows one open cut per security group (design.md, Zombies 1).
  private void claim(Obligation obligation) {
    if (obligation.state() == ObligationState.CLOSED) {
      claims.release(obligation.claims(), obligation.workflowId());
    } else if (obligation.version() == 0) {
      claims
          .take(obligation.claims(), obligation.workflowId(), clock.instant())
          .ifPresent(
              held -> {
                throw new ClaimHeld(held.resource(), held.workflowId());
              });
    }
  }

  @Override
  public void tell(String id, Draft entry) {
    journal.append(id, List.of(entry));
  }

  @Override
  public boolean tellOnce(String id, Draft entry) {
    return journal.appendOnce(id, entry);
  }

  @Override
  public void sync() {
    durability.sync();
  }

  @Override
  public boolean ensureScheduled(String id, Instant at) {
    return rows.findById(id).map(row -> tasks.ensure(id, row.version(), at)).orElse(false);
  }
}
