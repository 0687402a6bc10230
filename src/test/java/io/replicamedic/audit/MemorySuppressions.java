package io.replicamedic.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Suppressions in memory; without a journal. */
public final class MemorySuppressions implements SuppressionStore {
  private final List<Suppression> rows = new ArrayList<>();
  private int puts;

  @Override
  public synchronized List<Suppression> after(Instant moment) {
    return rows.stream().filter(it -> it.until().isAfter(moment)).toList();
  }

  @Override
  public synchronized List<Suppression> of(String database) {
    return rows.stream()
        .filter(it -> it.database().equals(database))
        .sorted(Comparator.comparing(Suppression::rule))
        .toList();
  }

  @Override
  public synchronized void put(Suppression it) {
    puts++;
    rows.removeIf(old -> is(old, it.database(), it.rule()));
    rows.add(it);
  }

  @Override
  public synchronized boolean end(
      String database, String rule, Instant at, String actor, String reason) {
    List<Suppression> standing =
        rows.stream().filter(it -> is(it, database, rule) && it.until().isAfter(at)).toList();
    rows.removeAll(standing);
    standing.forEach(
        it ->
            rows.add(
                new Suppression(
                    database, rule, it.owner(), it.reason(), it.from(), at, it.setBy())));
    return !standing.isEmpty();
  }

  /** How often one was written. */
  synchronized int puts() {
    return puts;
  }

  /** As if nobody had ever set one. */
  public synchronized void forget() {
    rows.clear();
  }

  private static boolean is(Suppression it, String database, String rule) {
    return it.database().equals(database) && it.rule().equals(rule);
  }
}
