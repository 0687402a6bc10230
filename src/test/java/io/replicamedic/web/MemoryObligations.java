package io.replicamedic.web;

import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Obligations in memory, in the order of their ids. */
final class MemoryObligations implements Obligations {
  private final Map<String, Obligation> byId = new ConcurrentSkipListMap<>();

  void put(Obligation obligation) {
    byId.put(obligation.id(), obligation);
  }

  void clear() {
    byId.clear();
  }

  @Override
  public Optional<Obligation> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public List<Obligation> open() {
    return byId.values().stream().filter(it -> it.state() != ObligationState.CLOSED).toList();
  }

  @Override
  public List<Obligation> list(int limit) {
    return new ArrayList<>(byId.values()).reversed().stream().limit(limit).toList();
  }

  @Override
  public List<Obligation> closedSince(String kind, Instant since) {
    return closedOf(kind);
  }

  @Override
  public List<Obligation> closedOf(String kind) {
    return byId.values().stream()
        .filter(it -> it.state() == ObligationState.CLOSED && it.kind().equals(kind))
        .toList();
  }

  @Override
  public List<Obligation> openOf(String workflowId) {
    return open().stream().filter(it -> it.workflowId().equals(workflowId)).toList();
  }

  @Override
  public List<Obligation> overdue(Instant now) {
    return open().stream().filter(it -> it.deadline().isBefore(now)).toList();
  }
}
