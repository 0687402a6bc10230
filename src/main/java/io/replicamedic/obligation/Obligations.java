package io.replicamedic.obligation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reading what is owed; changes are committed through the workflow store, checked by version. What
 * cannot be read is left out of every list but {@link #damaged}, so that one such record keeps
 * nobody from the others; of its own workflow it is not left out, which then cannot end.
 */
public interface Obligations {
  /**
   * One by id.
   *
   * @throws ObligationDamaged when its record cannot be read
   */
  Optional<Obligation> find(String id);

  /** All that are not closed, oldest first. */
  List<Obligation> open();

  /** All, newest first. */
  List<Obligation> list(int limit);

  /** All that are not closed and cannot be read, oldest first. */
  List<DamagedObligation> damaged();

  /**
   * Those of one workflow that are not closed.
   *
   * @throws ObligationDamaged when the record of one of them cannot be read
   */
  List<Obligation> openOf(String workflowId);

  /** All of that kind that are closed, for whoever looks after what they may have left. */
  List<Obligation> closedOf(String kind);

  /** Those of that kind that were closed at that time or later. */
  List<Obligation> closedSince(String kind, Instant since);

  /** Open ones whose deadline has passed. */
  List<Obligation> overdue(Instant now);
}
