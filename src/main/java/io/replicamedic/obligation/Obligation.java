package io.replicamedic.obligation;

import java.time.Instant;
import java.util.Set;

/**
 * Something that must be undone or completed, recorded with its complete undo before the act.
 *
 * @param version counts its commits; 0 = not stored yet. Each change names the version that it was
 *     decided on: whoever decided on an older one has lost it
 * @param kind which discharger knows how: {@code replication-configuration}, {@code egress-cut}
 * @param database registered database that it is about
 * @param summary one line for people: what is owed
 * @param undo JSON, all that the discharger needs; never a secret, only references
 * @param metBy name of the phase whose goal, once met, means that nothing is owed any more; empty
 *     when only a discharge can say so
 * @param claims what nobody else may touch while it is open: {@code security-group:sg-…}
 * @param deadline after it any living instance discharges, whatever became of the workflow
 */
public record Obligation(
    String id,
    long version,
    String workflowId,
    String kind,
    String database,
    ObligationState state,
    String summary,
    String undo,
    String metBy,
    Set<String> claims,
    Instant createdAt,
    Instant deadline,
    String closedBecause) {
  /** Immutable. */
  public Obligation {
    claims = Set.copyOf(claims);
  }

  /** One that is not stored yet. */
  public Obligation(
      String id,
      String workflowId,
      String kind,
      String database,
      ObligationState state,
      String summary,
      String undo,
      String metBy,
      Set<String> claims,
      Instant createdAt,
      Instant deadline,
      String closedBecause) {
    this(
        id,
        0,
        workflowId,
        kind,
        database,
        state,
        summary,
        undo,
        metBy,
        claims,
        createdAt,
        deadline,
        closedBecause);
  }

  /** The same obligation in another state. */
  public Obligation in(ObligationState next, String because) {
    return moved(next, undo, because);
  }

  /** The same obligation in another state, with more to undo. */
  public Obligation in(ObligationState next, UndoDocument more) {
    return moved(next, more.json(), closedBecause);
  }

  /**
   * As the store has it once this was committed. Reckoned and never read again: whoever reads could
   * take another's move for its own.
   */
  public Obligation stored() {
    return new Obligation(
        id,
        version + 1,
        workflowId,
        kind,
        database,
        state,
        summary,
        undo,
        metBy,
        claims,
        createdAt,
        deadline,
        closedBecause);
  }

  /** A new undo document, as JSON. */
  public record UndoDocument(String json) {}

  private Obligation moved(ObligationState next, String newUndo, String because) {
    if (next.compareTo(state) < 0) {
      throw new IllegalStateException(
          "obligation " + id + " never goes back from " + state + " to " + next);
    }
    return new Obligation(
        id,
        version,
        workflowId,
        kind,
        database,
        next,
        summary,
        newUndo,
        metBy,
        claims,
        createdAt,
        deadline,
        because);
  }
}
