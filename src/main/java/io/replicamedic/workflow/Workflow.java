package io.replicamedic.workflow;

import java.time.Instant;
import java.util.Optional;

/**
 * One run of a playbook, as stored.
 *
 * @param version counts every commit; a commit names the one it was decided on
 * @param epoch counts owners; an instance whose epoch is not this one has lost it
 * @param phaseName name of the current phase, for people
 * @param summary how it stands, one line for people
 */
public record Workflow(
    String id,
    long version,
    long epoch,
    WorkflowState state,
    Order order,
    Progress progress,
    String phaseName,
    String summary,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> endedAt) {

  Workflow with(Progress next) {
    return new Workflow(
        id, version, epoch, state, order, next, phaseName, summary, createdAt, updatedAt, endedAt);
  }

  Workflow in(String phase) {
    return new Workflow(
        id, version, epoch, state, order, progress, phase, summary, createdAt, updatedAt, endedAt);
  }

  Workflow saying(String line) {
    return new Workflow(
        id, version, epoch, state, order, progress, phaseName, line, createdAt, updatedAt, endedAt);
  }

  Workflow move(WorkflowState.Move move, WorkflowState end) {
    return new Workflow(
        id,
        version,
        epoch,
        state.on(move, end),
        order,
        progress,
        phaseName,
        summary,
        createdAt,
        updatedAt,
        endedAt);
  }

  /** From here on only obligations are discharged; then it ends like that. */
  Workflow closing(Ending as) {
    return with(progress.closing(as)).move(WorkflowState.Move.CLOSE, as.end()).saying(as.why());
  }

  Workflow owned(long newEpoch) {
    return new Workflow(
        id, version, newEpoch, state, order, progress, phaseName, summary, createdAt, updatedAt,
        endedAt);
  }

  /** As the store writes it: changed at that time, ended at that time if its state says so. */
  public Workflow at(Instant now) {
    return new Workflow(
        id,
        version,
        epoch,
        state,
        order,
        progress,
        phaseName,
        summary,
        createdAt,
        now,
        state.ended() ? Optional.of(now) : Optional.empty());
  }
}
