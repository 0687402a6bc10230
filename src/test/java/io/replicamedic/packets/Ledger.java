package io.replicamedic.packets;

import io.replicamedic.obligation.DamagedObligation;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is owed for the one cut of a {@link CutSite}, as the product's means look it up. */
final class Ledger implements Obligations {
  private Optional<Obligation> only = Optional.empty();

  void write(Obligation obligation) {
    only = Optional.of(obligation);
  }

  /** As it was written last. */
  Obligation owed() {
    return only.orElseThrow();
  }

  @Override
  public Optional<Obligation> find(String id) {
    return only.filter(each -> each.id().equals(id));
  }

  @Override
  public List<Obligation> open() {
    return only.filter(each -> each.state() != ObligationState.CLOSED).stream().toList();
  }

  @Override
  public List<Obligation> list(int limit) {
    return only.stream().limit(limit).toList();
  }

  @Override
  public List<DamagedObligation> damaged() {
    return List.of();
  }

  @Override
  public List<Obligation> openOf(String workflowId) {
    return open().stream().filter(each -> each.workflowId().equals(workflowId)).toList();
  }

  @Override
  public List<Obligation> closedOf(String kind) {
    return only
        .filter(each -> each.state() == ObligationState.CLOSED && each.kind().equals(kind))
        .stream()
        .toList();
  }

  @Override
  public List<Obligation> closedSince(String kind, Instant since) {
    return closedOf(kind);
  }

  @Override
  public List<Obligation> overdue(Instant now) {
    return open().stream().filter(each -> each.deadline().isBefore(now)).toList();
  }
}
