package io.replicamedic.app;

import io.replicamedic.audit.Audited;
import io.replicamedic.audit.FleetAudits;
import io.replicamedic.audit.MemoryAudits;
import io.replicamedic.audit.MemorySuppressions;
import io.replicamedic.audit.Suppressions;
import io.replicamedic.fleet.Fleet;
import io.replicamedic.fleet.Registry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The databases of monitoring/alerts_test.yaml, each named for what its audit says; an hour after
 * most of them were audited.
 */
final class AuditedFleet {
  static final List<String> DATABASES =
      List.of(
          "loses-commits", "answered-for", "excused", "unread", "forgotten", "unaudited", "safe");

  static final String FLUSH = "flush-log-at-commit";
  static final Map<String, String> LOOSE = Map.of("innodb_flush_log_at_trx_commit", "2");
  static final Map<String, String> TIGHT = Map.of();

  final MemoryAudits audits = new MemoryAudits();
  private final Set<String> inDowntime = new HashSet<>();
  private Instant now = Audited.NOON.plusSeconds(3600);
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  final Suppressions suppressions = new Suppressions(new MemorySuppressions(), clock);

  /** On all of them, at each scrape. */
  AuditMeters meters() {
    FleetAudits fleet =
        new FleetAudits(
            new Registry(DATABASES.stream().map(Fleet::replica).toList()),
            audits,
            audits.times(),
            suppressions);
    return new AuditMeters(fleet::known, inDowntime::contains, Duration.ofHours(24), clock);
  }

  /** As the scenarios have them. */
  void record() {
    audits.keep(Audited.after("loses-commits", 0, LOOSE), Audited.asked("why"));
    audits.keep(Audited.after("answered-for", 0, LOOSE), Audited.asked("why"));
    suppress("answered-for", Duration.ofDays(30));
    audits.keep(Audited.after("excused", 0, LOOSE), Audited.asked("why"));
    inDowntime.add("excused");
    audits.keep(Audited.silent("unread", 0, "no answer"), Audited.asked("why"));
    audits.keep(Audited.after("forgotten", -180_000, TIGHT), Audited.asked("why"));
    audits.keep(Audited.after("safe", 0, TIGHT), Audited.asked("why"));
  }

  /** Somebody answers for its loss. */
  void suppress(String database, Duration time) {
    suppressions.begin(database, FLUSH, "dba", "a copy", now.plus(time), "sre");
  }

  void after(Duration wait) {
    now = now.plus(wait);
  }
}
