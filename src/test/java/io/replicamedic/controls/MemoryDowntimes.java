package io.replicamedic.controls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Downtimes that survive as long as this object. */
public final class MemoryDowntimes implements DowntimeStore {
  private final List<Downtime> rows = new ArrayList<>();
  private Runnable whilePutting = () -> {};

  /** What happens while the next ones are written. */
  void whilePutting(Runnable what) {
    whilePutting = what;
  }

  @Override
  public synchronized List<Downtime> after(Instant moment) {
    return rows.stream().filter(it -> it.until().isAfter(moment)).toList();
  }

  @Override
  public synchronized void put(Downtime downtime) {
    rows.removeIf(it -> it.database().equals(downtime.database()));
    rows.add(downtime);
    whilePutting.run();
  }

  @Override
  public synchronized boolean end(String database, Instant at, String actor, String reason) {
    return rows.removeIf(it -> it.database().equals(database) && it.until().isAfter(at));
  }
}
