package io.replicamedic.audit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The suppressions in force; asked by the fleet's report and metrics, from memory. They end by
 * themselves.
 */
public final class Suppressions {
  private final SuppressionStore store;
  private final Clock clock;
  private volatile Map<String, Map<String, Suppression>> known = Map.of();

  /** Knows nothing before the first {@link #refresh}. */
  public Suppressions(SuppressionStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Those in force on a database, by rule. */
  public Map<String, Suppression> of(String database) {
    Instant now = clock.instant();
    return known.getOrDefault(database, Map.of()).values().stream()
        .filter(it -> it.covers(now))
        .collect(Collectors.toUnmodifiableMap(Suppression::rule, Function.identity()));
  }

  /** The last of each rule on a database, from the store: those that have ended, too. */
  public List<Suppression> listed(String database) {
    return store.of(database);
  }

  /** The moment after which none may end that begins now: one without an end hides for ever. */
  public Instant latestEnd() {
    return clock.instant().atZone(ZoneOffset.UTC).plusYears(1).toInstant();
  }

  /**
   * Begins one now, or replaces the one in force. The same said again changes nothing.
   *
   * @param until in the future, and at most a year from now; the caller has checked that
   * @throws IllegalArgumentException when it is not
   */
  public synchronized Suppression begin(
      String database, String rule, String owner, String reason, Instant until, String actor) {
    Instant now = clock.instant();
    if (!until.isAfter(now) || until.isAfter(latestEnd())) {
      throw new IllegalArgumentException("until must be within a year from now");
    }
    Suppression begun = new Suppression(database, rule, owner, reason, now, until, actor);
    refresh();
    Optional<Suppression> standing =
        Optional.ofNullable(of(database).get(rule)).filter(begun::isRepeatedBy);
    if (standing.isPresent()) {
      return standing.get();
    }
    store.put(begun);
    refresh();
    return begun;
  }

  /** Ends it now; whether there was one. */
  public synchronized boolean end(String database, String rule, String actor, String reason) {
    boolean ended = store.end(database, rule, clock.instant(), actor, reason);
    refresh();
    return ended;
  }

  /**
   * Reads what the store has; to be called at the start and now and then, because another instance
   * may have set one.
   *
   * @throws RuntimeException the store's, when it is away: what is known stands
   */
  public synchronized void refresh() {
    known =
        store.after(clock.instant()).stream()
            .collect(
                Collectors.groupingBy(
                    Suppression::database,
                    Collectors.toUnmodifiableMap(Suppression::rule, Function.identity())));
  }
}
