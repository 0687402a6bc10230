package io.replicamedic.adapter.store;

import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.workflow.Superseded;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** Obligations in the store. Reading is public; writing is part of a commit. */
@Component
final class JdbcObligations implements Obligations {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcObligations.class);
  private static final String CLOSED = ObligationState.CLOSED.name();

  private final ObligationRows rows;
  private final Clock clock;

  JdbcObligations(ObligationRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  @Override
  public Optional<Obligation> find(String id) {
    return rows.findById(id).map(JdbcObligations::obligation);
  }

  @Override
  public List<Obligation> open() {
    return obligations(rows.findByStateNotOrderByCreatedAt(CLOSED));
  }

  @Override
  public List<Obligation> list(int limit) {
    return obligations(rows.findByOrderByCreatedAtDesc(Limit.of(limit)));
  }

  @Override
  public List<Obligation> openOf(String workflowId) {
    return obligations(rows.findByWorkflowIdAndStateNotOrderByCreatedAt(workflowId, CLOSED));
  }

  @Override
  public List<Obligation> closedOf(String kind) {
    return obligations(rows.findByKindAndState(kind, CLOSED));
  }

  @Override
  public List<Obligation> closedSince(String kind, Instant since) {
    return obligations(
        rows.findByKindAndStateAndClosedAtGreaterThanEqual(kind, CLOSED, Times.text(since)));
  }

  @Override
  public List<Obligation> overdue(Instant now) {
    return rows.findByStateNotAndDeadlineLessThan(CLOSED, Times.text(now)).stream()
        .flatMap(JdbcObligations::readable)
        .toList();
  }

  // One that cannot be read must not keep the others from being discharged.
  private static Stream<Obligation> readable(ObligationRow row) {
    try {
      return Stream.of(obligation(row));
    } catch (RuntimeException e) {
      LOG.error("overdue obligation {} cannot be read: a person must undo it", row.id(), e);
      return Stream.empty();
    }
  }

  /**
   * Inserts or moves on; part of the caller's transaction.
   *
   * @throws Superseded when another moved it since it was read, or has it already
   */
  void write(Obligation obligation) {
    try {
      save(obligation);
    } catch (OptimisticLockingFailureException e) {
      throw Superseded.obligation(obligation.id());
    }
  }

  private void save(Obligation obligation) {
    if (obligation.version() == 0 && rows.existsById(obligation.id())) {
      throw Superseded.obligation(obligation.id());
    }
    rows.save(
        new ObligationRow(
            obligation.id(),
            obligation.version(),
            obligation.workflowId(),
            obligation.kind(),
            obligation.database(),
            obligation.state().name(),
            obligation.summary(),
            obligation.undo(),
            obligation.metBy(),
            String.join(" ", new TreeSet<>(obligation.claims())),
            Times.text(obligation.createdAt()),
            Times.text(obligation.deadline()),
            obligation.closedBecause(),
            obligation.state() == ObligationState.CLOSED ? Times.text(clock.instant()) : null));
  }

  private static List<Obligation> obligations(List<ObligationRow> found) {
    return found.stream().map(JdbcObligations::obligation).toList();
  }

  private static Obligation obligation(ObligationRow row) {
    return new Obligation(
        row.id(),
        row.version(),
        row.workflowId(),
        row.kind(),
        row.target(),
        ObligationState.valueOf(row.state()),
        row.summary(),
        row.undoJson(),
        row.metBy(),
        row.claims().isEmpty() ? Set.of() : Set.of(row.claims().split(" ")),
        Instant.parse(row.createdAt()),
        Instant.parse(row.deadline()),
        row.closedBecause());
  }
}
