package io.replicamedic.workflow;

import io.replicamedic.journal.Draft;
import io.replicamedic.obligation.Obligation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One commit: the workflow's next record, what the journal says of it, obligations and the next
 * scheduled task, all or nothing (law 1).
 *
 * @param obligations opened, or moved on to another state
 * @param wakeAt when an instance must carry on after this one let go; empty = not needed
 */
public record Change(
    Workflow workflow,
    List<Draft> entries,
    List<Obligation> obligations,
    Optional<Instant> wakeAt) {

  static Change of(Workflow workflow, Draft... entries) {
    return new Change(workflow, List.of(entries), List.of(), Optional.empty());
  }

  Change owing(List<Obligation> moved) {
    return new Change(workflow, entries, moved, wakeAt);
  }

  /** With this commit a task is scheduled; those scheduled before do not count any more. */
  Change waking(Instant at) {
    Progress scheduled = workflow.progress().scheduledBy(workflow.version() + 1);
    return new Change(workflow.with(scheduled), entries, obligations, Optional.of(at));
  }
}
