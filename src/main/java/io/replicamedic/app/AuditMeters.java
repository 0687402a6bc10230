package io.replicamedic.app;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.replicamedic.audit.AuditedDatabase;
import io.replicamedic.replication.Severity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What Prometheus is told of durability audits: the last one of every registered database, as it
 * stands at the moment of the scrape. One that was never audited has only the series that say so.
 * Registered by {@link FleetAuditWiring}, described in docs/monitoring.md.
 */
final class AuditMeters implements MultiCollector {
  private static final String PREFIX = "replica_medic_audit_";

  private final Supplier<List<AuditedDatabase>> audits;
  private final List<Meter> meters;
  private final Clock clock;

  /**
   * Asks for the audits at each scrape.
   *
   * @param inDowntime whether people expect a database to be unwell now
   * @param interval of scheduled audits; zero = there are none
   */
  AuditMeters(
      Supplier<List<AuditedDatabase>> audits,
      Predicate<String> inDowntime,
      Duration interval,
      Clock clock) {
    this.audits = audits;
    this.clock = clock;
    this.meters =
        List.of(
            new Meter(
                "interval_seconds",
                "replica-medic.audit.interval of each registered database; 0 = no schedule",
                (it, now) -> Stream.of(point(interval.toSeconds(), database(it)))),
            new Meter(
                "downtime",
                "1 while people expect the database to be unwell: the rules leave it alone; else 0",
                (it, now) ->
                    Stream.of(point(inDowntime.test(it.database().id()) ? 1 : 0, database(it)))),
            new Meter(
                "age_seconds",
                "since the last audit; absent before the first",
                (it, now) ->
                    it.last().stream().map(last -> point(age(last.lastAt(), now), database(it)))),
            new Meter(
                "findings",
                "rules that failed and are not suppressed",
                (it, now) -> it.last().stream().flatMap(_ -> findings(it))),
            new Meter(
                "unknown",
                "rules of which something could not be read, and that are not suppressed",
                (it, now) -> it.last().stream().map(_ -> point(it.unknown(), database(it)))),
            new Meter(
                "suppressed",
                "rules that failed or are unknown and for which somebody answers",
                (it, now) -> it.last().stream().map(_ -> point(it.suppressed(), database(it)))),
            new Meter(
                "grade",
                "1 for the grade; suppressed: whether suppressed findings are counted in it or"
                    + " ignored",
                (it, now) ->
                    Stream.concat(
                        it.grade().stream().map(grade -> grade(it, grade.name(), "counted")),
                        it.gradeUnsuppressed().stream()
                            .map(grade -> grade(it, grade.name(), "ignored")))));
  }

  @Override
  public MetricSnapshots collect() {
    List<AuditedDatabase> all = audits.get();
    Instant now = clock.instant();
    return new MetricSnapshots(
        meters.stream().<MetricSnapshot>map(meter -> meter.of(all, now)).toList());
  }

  // A clash with another meter's name is then found when we are registered, not at a scrape.
  @Override
  public List<String> getPrometheusNames() {
    return meters.stream().map(meter -> PREFIX + meter.name()).toList();
  }

  /** One metric, and its series of one database. */
  private record Meter(
      String name,
      String help,
      BiFunction<AuditedDatabase, Instant, Stream<GaugeDataPointSnapshot>> series) {
    GaugeSnapshot of(List<AuditedDatabase> all, Instant now) {
      GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(PREFIX + name).help(help);
      all.forEach(it -> series.apply(it, now).forEach(gauge::dataPoint));
      return gauge.build();
    }
  }

  // Also those of which there is none: a rule asks whether there are more than before.
  private static Stream<GaugeDataPointSnapshot> findings(AuditedDatabase it) {
    return Arrays.stream(Severity.values())
        .filter(severity -> severity != Severity.OK)
        .map(
            severity ->
                point(
                    it.failed(severity),
                    Labels.of("database", it.database().id(), "severity", severity.name())));
  }

  private static GaugeDataPointSnapshot grade(AuditedDatabase it, String grade, String suppressed) {
    return point(
        1, Labels.of("database", it.database().id(), "grade", grade, "suppressed", suppressed));
  }

  private static Labels database(AuditedDatabase it) {
    return Labels.of("database", it.database().id());
  }

  private static double age(Instant last, Instant now) {
    return Duration.between(last, now).toMillis() / 1000.0;
  }

  private static GaugeDataPointSnapshot point(double value, Labels labels) {
    return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
  }
}
