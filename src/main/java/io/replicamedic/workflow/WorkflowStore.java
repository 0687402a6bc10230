package io.replicamedic.workflow;

import io.replicamedic.journal.Draft;
import io.replicamedic.obligation.Obligation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where workflows live; written by the Engine and the Workflows door only. */
public interface WorkflowStore {

  /** What beginning came to. */
  sealed interface Begun {
    /** Stored, claimed and scheduled. */
    record Started(Workflow workflow) implements Begun {}

    /** The same idempotency key was used before by this actor for the same request. */
    record Repeated(Workflow workflow) implements Begun {}

    /** The same idempotency key was used before for another request. */
    record KeyReused(Workflow workflow) implements Begun {}

    /** Something it must hold is held by that running workflow. */
    record Held(String claim, Workflow holder) implements Begun {}
  }

  /** Workflows that were asked for, and those among them whose record cannot be read. */
  record Listing(List<Workflow> workflows, List<DamagedWorkflow> damaged) {}

  /**
   * Stores a new workflow, takes its claims in sorted order and schedules it, in one transaction.
   *
   * @param idempotencyKey the caller's, empty when none
   * @throws WorkflowDamaged when something it must hold is held by a workflow that cannot be read
   */
  Begun begin(Workflow workflow, Set<String> claims, List<Draft> entries, String idempotencyKey);

  /**
   * One by id.
   *
   * @throws WorkflowDamaged when its record cannot be read
   */
  Optional<Workflow> find(String id);

  /** Newest first; those of one target when it is not empty. */
  Listing list(String target, int limit);

  /** Targets of the workflows that were written since then, readable or not. */
  Set<String> targetsSince(Instant then);

  /** Those that have not ended. */
  Listing unended();

  /** Epoch of the current owner: the lease check; -1 when there is no such workflow. */
  long epoch(String id);

  /**
   * Writes a change whose workflow was decided on the version it still names.
   *
   * @return the workflow as stored
   * @throws Superseded when the stored version is another, or that of an obligation in it; nothing
   *     is written then
   * @throws ClaimHeld when an obligation in it claims what another workflow holds
   */
  Workflow commit(Change change);

  /**
   * Writes an obligation's next state apart from its workflow, whatever became of that: the journal
   * row goes to the workflow's stream, and what it claimed is set free when it is closed.
   *
   * @return the obligation as stored
   * @throws Superseded when the stored version is another; nothing is written then
   */
  Obligation move(Obligation next, Draft entry);

  /**
   * Writes a journal row of a workflow that the caller may have lost; its record stays as it is.
   */
  void tell(String id, Draft entry);

  /**
   * As {@link #tell}, unless the workflow's stream says just that already.
   *
   * @return whether it was written
   */
  boolean tellOnce(String id, Draft entry);

  /** Forces all committed changes to disk (before the act of an obligation, law 1). */
  void sync();

  /** Makes sure that some instance will carry it on: schedules it unless a task exists. */
  boolean ensureScheduled(String id, Instant at);
}
