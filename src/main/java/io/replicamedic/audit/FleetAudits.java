package io.replicamedic.audit;

import io.replicamedic.fleet.Registry;
import io.replicamedic.outside.Database;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last audit of every registered database; asked by the fleet's report and by metrics. Verdicts
 * are long, and few change between two questions: only those are read again.
 */
public final class FleetAudits {
  private static final Logger LOG = LoggerFactory.getLogger(FleetAudits.class);

  /** Beyond so many one reading of all is cheaper than many of one. */
  private static final int MANY = 20;

  private final Registry registry;
  private final AuditStore store;
  private final AuditTimes times;
  private final Suppressions suppressions;
  private volatile Map<String, KeptAudit> known = Map.of();
  private volatile boolean away;

  /** Wired once. */
  public FleetAudits(
      Registry registry, AuditStore store, AuditTimes times, Suppressions suppressions) {
    this.registry = registry;
    this.store = store;
    this.times = times;
    this.suppressions = suppressions;
  }

  /**
   * All, in the order of the configuration, those that were never audited too.
   *
   * @throws RuntimeException the store's, when it is away
   */
  public List<AuditedDatabase> all() {
    refresh();
    return remembered();
  }

  /** The same, or what was known before while the store is away: a scrape must not fail of it. */
  public List<AuditedDatabase> known() {
    try {
      refresh();
      away = false;
    } catch (RuntimeException e) {
      if (!away) {
        LOG.warn("audits cannot be read; what was known of them is told meanwhile", e);
      }
      away = true;
    }
    return remembered();
  }

  private List<AuditedDatabase> remembered() {
    Map<String, KeptAudit> now = known;
    return registry.all().stream()
        .map(
            it ->
                AuditedDatabase.of(
                    it, Optional.ofNullable(now.get(it.id())), suppressions.of(it.id())))
        .toList();
  }

  private synchronized void refresh() {
    Map<String, Instant> there = times.last();
    Map<String, KeptAudit> next = new HashMap<>(known);
    List<String> changed =
        registry.all().stream()
            .map(Database::id)
            .filter(there::containsKey)
            .filter(id -> isOther(next.get(id), there.get(id)))
            .toList();
    if (changed.size() > MANY) {
      next.putAll(byDatabase(store.lasts()));
    } else {
      changed.forEach(id -> store.last(id).ifPresent(it -> next.put(id, it)));
    }
    next.keySet().retainAll(there.keySet());
    known = Map.copyOf(next);
  }

  // The store keeps microseconds.
  private static boolean isOther(@Nullable KeptAudit known, @Nullable Instant last) {
    return known == null || !known.lastAt().truncatedTo(ChronoUnit.MICROS).equals(last);
  }

  private static Map<String, KeptAudit> byDatabase(List<KeptAudit> all) {
    return all.stream().collect(Collectors.toMap(it -> it.audit().database(), Function.identity()));
  }
}
