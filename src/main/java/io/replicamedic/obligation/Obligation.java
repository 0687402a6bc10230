package io.replicamedic.obligation;

import java.time.Instant;

/**
 * Something that must be undone or completed, recorded with its complete undo before the act.
 *
 * @param kind which discharger knows how: {@code replication-configuration}
 * @param database registered database that it is about
 * @param summary one line for people: what is owed
 * @param undo JSON, all that the discharger needs; never a secret, only references
 * @param metBy name of the phase whose goal, once met, means that nothing is owed any more
 * @param deadline after it any living instance discharges, whatever became of the workflow
 */
public record Obligation(
    String id,
    String workflowId,
    String kind,
    String database,
    ObligationState state,
    String summary,
    String undo,
    String metBy,
    Instant createdAt,
    Instant deadline,
    String closedBecause) {

  /** The same obligation in another state. */
  public Obligation in(ObligationState next, String because) {
    return new Obligation(
        id, workflowId, kind, database, next, summary, undo, metBy, createdAt, deadline, because);
  }
}
