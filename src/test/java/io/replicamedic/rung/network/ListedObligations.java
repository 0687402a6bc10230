package io.replicamedic.rung.network;

import io.replicamedic.obligation.DamagedObligation;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a test says is owed, or was. */
public final class ListedObligations implements Obligations {
  private final List<Obligation> all = new ArrayList<>();
  private final Map<String, Instant> closedAt = new HashMap<>();
  private final List<DamagedObligation> damaged = new ArrayList<>();

  /** One more; closed just now, if it is. */
  public void add(Obligation obligation) {
    add(obligation, Instant.MAX);
  }

  /** One more, which was closed then. */
  public void add(Obligation obligation, Instant closed) {
    all.add(obligation);
    closedAt.put(obligation.id(), closed);
  }

  /** One whose row cannot be read. */
  public void addDamaged(Obligation obligation) {
    damaged.add(
        new DamagedObligation(
            obligation.id(),
            obligation.workflowId(),
            obligation.kind(),
            obligation.database(),
            "CUTTTING",
            obligation.summary(),
            "its state"));
  }

  @Override
  public Optional<Obligation> find(String id) {
    damaged.stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .ifPresent(
            each -> {
              throw each.damage();
            });
    return all.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  @Override
  public List<Obligation> open() {
    return all.stream().filter(each -> each.state() != ObligationState.CLOSED).toList();
  }

  @Override
  public List<Obligation> list(int limit) {
    return all.stream().limit(limit).toList();
  }

  @Override
  public List<DamagedObligation> damaged() {
    return List.copyOf(damaged);
  }

  @Override
  public List<Obligation> openOf(String workflowId) {
    return open().stream().filter(each -> each.workflowId().equals(workflowId)).toList();
  }

  @Override
  public List<Obligation> closedSince(String kind, Instant since) {
    return closedOf(kind).stream()
        .filter(each -> !closedAt.getOrDefault(each.id(), Instant.MAX).isBefore(since))
        .toList();
  }

  @Override
  public List<Obligation> closedOf(String kind) {
    return all.stream()
        .filter(each -> each.state() == ObligationState.CLOSED && each.kind().equals(kind))
        .toList();
  }

  @Override
  public List<Obligation> overdue(Instant now) {
    return open().stream().filter(each -> each.deadline().isBefore(now)).toList();
  }
}
