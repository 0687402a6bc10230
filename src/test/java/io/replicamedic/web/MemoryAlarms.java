package io.replicamedic.web;

import io.replicamedic.journal.Draft;
import io.replicamedic.obligation.Alarm;
import io.replicamedic.obligation.Alarms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Alarms in memory; nothing raises one in this room. */
final class MemoryAlarms implements Alarms {
  private final Map<String, Alarm> byObligation = new ConcurrentSkipListMap<>();

  void put(Alarm alarm) {
    byObligation.put(alarm.obligationId(), alarm);
  }

  void clear() {
    byObligation.clear();
  }

  @Override
  public boolean raise(Alarm alarm, Draft entry) {
    throw new UnsupportedOperationException("nothing is watched in this room");
  }

  @Override
  public boolean clear(Alarm alarm, Instant at, Draft entry) {
    throw new UnsupportedOperationException("nothing is watched in this room");
  }

  @Override
  public Optional<Alarm> find(String id) {
    return byObligation.values().stream().filter(it -> it.id().equals(id)).findFirst();
  }

  @Override
  public Optional<Alarm> of(String obligationId) {
    return Optional.ofNullable(byObligation.get(obligationId));
  }

  @Override
  public List<Alarm> standing() {
    return byObligation.values().stream().filter(Alarm::stands).toList();
  }
}
