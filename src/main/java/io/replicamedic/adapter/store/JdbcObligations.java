package io.replicamedic.adapter.store;

import io.replicamedic.obligation.DamagedObligation;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.workflow.Superseded;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Obligations in the store. Reading is public; writing is part of a commit. */
@Component
final class JdbcObligations implements Obligations {
  private static final String CLOSED = ObligationState.CLOSED.name();

  private final ObligationRows rows;
  private final JsonMapper json;
  private final Clock clock;

  JdbcObligations(ObligationRows rows, JsonMapper json, Clock clock) {
    this.rows = rows;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public Optional<Obligation> find(String id) {
    return rows.findById(id).map(this::required);
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
    return rows.findByWorkflowIdAndStateNotOrderByCreatedAt(workflowId, CLOSED).stream()
        .map(this::required)
        .toList();
  }

  @Override
  public List<DamagedObligation> damaged() {
    return rows.findByStateNotOrderByCreatedAt(CLOSED).stream()
        .map(this::read)
        .flatMap(
            read ->
                read instanceof Read.Damaged(DamagedObligation it) ? Stream.of(it) : Stream.of())
        .toList();
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
    return obligations(rows.findByStateNotAndDeadlineLessThan(CLOSED, Times.text(now)));
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

  private List<Obligation> obligations(List<ObligationRow> found) {
    return found.stream()
        .map(this::read)
        .flatMap(read -> read instanceof Read.Whole(Obligation it) ? Stream.of(it) : Stream.of())
        .toList();
  }

  private Obligation required(ObligationRow row) {
    return switch (read(row)) {
      case Read.Whole(Obligation it) -> it;
      case Read.Damaged(DamagedObligation it) -> throw it.damage();
    };
  }

  /** What reading a row came to. */
  private sealed interface Read {
    record Whole(Obligation it) implements Read {}

    record Damaged(DamagedObligation it) implements Read {}
  }

  private Read read(ObligationRow row) {
    try {
      json.readTree(row.undoJson());
      return new Read.Whole(obligation(row));
    } catch (IllegalArgumentException | DateTimeException | JacksonException e) {
      return new Read.Damaged(
          new DamagedObligation(
              row.id(),
              row.workflowId(),
              row.kind(),
              row.target(),
              row.state(),
              row.summary(),
              String.valueOf(e.getMessage())));
    }
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
