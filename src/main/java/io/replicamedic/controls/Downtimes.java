package io.replicamedic.controls;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The downtimes in force; asked by web and metrics, from memory: a status must not wait for the
 * store. They end by themselves.
 */
public final class Downtimes {
  private final DowntimeStore store;
  private final Clock clock;
  private final Duration longest;
  private volatile Map<String, Downtime> known = Map.of();

  /**
   * Knows nothing before the first {@link #refresh}.
   *
   * @param longest what nobody may exceed: a downtime that never ends mutes for ever
   */
  public Downtimes(DowntimeStore store, Clock clock, Duration longest) {
    this.store = store;
    this.clock = clock;
    this.longest = longest;
  }

  /** That of a database; empty when there is none now. */
  public Optional<Downtime> of(String database) {
    return Optional.ofNullable(known.get(database)).filter(it -> it.covers(clock.instant()));
  }

  /** Those known, by database; some may have ended since. */
  public Map<String, Downtime> known() {
    return known;
  }

  /** What nobody may exceed. */
  public Duration longest() {
    return longest;
  }

  /**
   * Begins one now, or replaces the one in force.
   *
   * @param until in the future, and not farther than the longest; the caller has checked that
   * @throws IllegalArgumentException when it is not
   */
  public synchronized Downtime begin(
      String database, String owner, String reason, Instant until, String actor) {
    Instant now = clock.instant();
    if (!until.isAfter(now) || until.isAfter(now.plus(longest))) {
      throw new IllegalArgumentException("until must be within " + longest + " from now");
    }
    Downtime begun = new Downtime(database, owner, reason, now, until, actor);
    store.put(begun);
    refresh();
    return begun;
  }

  /** Ends it now; whether there was one. */
  public synchronized boolean end(String database, String actor, String reason) {
    boolean ended = store.end(database, clock.instant(), actor, reason);
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
            .collect(Collectors.toUnmodifiableMap(Downtime::database, Function.identity()));
  }
}
