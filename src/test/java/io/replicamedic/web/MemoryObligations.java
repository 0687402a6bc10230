package io.replicamedic.web;

import io.replicamedic.obligation.DamagedObligation;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationDamaged;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Obligations in memory, in the order of their ids. */
final class MemoryObligations implements Obligations {
  private final Map<String, Obligation> byId = new ConcurrentSkipListMap<>();
  private final Set<String> damaged = ConcurrentHashMap.newKeySet();

  void put(Obligation obligation) {
    byId.put(obligation.id(), obligation);
  }

  /** From now on its record cannot be read. */
  void damage(String id) {
    damaged.add(id);
  }

  void clear() {
    byId.clear();
    damaged.clear();
  }

  @Override
  public Optional<Obligation> find(String id) {
    if (damaged.contains(id)) {
      throw new ObligationDamaged(id, "no such state");
    }
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public List<Obligation> open() {
    return byId.values().stream()
        .filter(it -> it.state() != ObligationState.CLOSED && !damaged.contains(it.id()))
        .toList();
  }

  @Override
  public List<DamagedObligation> damaged() {
    return byId.values().stream()
        .filter(it -> damaged.contains(it.id()))
        .map(
            it ->
                new DamagedObligation(
                    it.id(),
                    it.workflowId(),
                    it.kind(),
                    it.database(),
                    "UNHEARD_OF",
                    it.summary(),
                    "no such state"))
        .toList();
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
