package io.replicamedic.app;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.replicamedic.fleet.ChannelState;
import io.replicamedic.fleet.ReplicaReading;
import io.replicamedic.fleet.Standing;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Lag;
import io.replicamedic.replication.ReceiverDeadline;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.Severity;
import io.replicamedic.replication.ThreadState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What Prometheus is told of replicas: their last readings, as they stand at the moment of the
 * scrape, for which nothing is read. A series ends with what it tells of: a channel that is gone, a
 * lag that nobody knows and a reading that is too old have none, rather than their last value.
 * Registered by {@link MeterWiring}, described in docs/monitoring.md.
 */
final class ReplicaMeters implements MultiCollector {
  private static final List<Meter> METERS =
      List.of(
          new Meter(
              "replica_registered",
              "1 for each replica that is registered, read or not",
              (standing, now) ->
                  Stream.of(point(1, Labels.of("replica", standing.database().id())))),
          ofChannel(
              "receiver_state",
              "Replica_IO_Running: 0 No, 1 Connecting, 2 Yes",
              status -> OptionalDouble.of(number(status.receiver()))),
          ofChannel(
              "applier_state",
              "Replica_SQL_Running: 0 No, 2 Yes",
              status -> OptionalDouble.of(number(status.applier()))),
          ofChannel(
              "receiver_errno",
              "Last_IO_Errno, 0 = none",
              status -> OptionalDouble.of(status.lastIoErrno())),
          ofChannel(
              "applier_errno",
              "error that stopped the applier, a worker's if there is one; 0 = none",
              status -> OptionalDouble.of(status.applierErrno())),
          ofChannel(
              "lag_seconds",
              "how far behind, the delay asked for included; absent when nobody knows it",
              ReplicaMeters::lag),
          ofChannel(
              "delay_seconds",
              "SQL_Delay: how far behind it was asked to be",
              status -> OptionalDouble.of(status.delaySeconds())),
          ofChannel(
              "receiver_retries_left",
              "attempts to connect before the receiver gives up; absent when it is stopped, or"
                  + " never gives up",
              ReplicaMeters::retriesLeft),
          ofReading(
              "reading_age_seconds",
              "since it was read, or could not be; absent before the first time",
              (reading, now) -> seconds(Duration.between(reading.readAt(), now))),
          ofReading(
              "reading_duration_seconds",
              "what the last reading, or the last attempt, took",
              (reading, now) -> seconds(reading.took())),
          new Meter(
              "diagnosis",
              "1 for each code that applies; primary: the one that GET /replicas tells first",
              (standing, now) -> standing.reading().stream().flatMap(it -> codes(standing, it))));

  private final Supplier<List<Standing>> standings;
  private final List<Meter> meters;
  private final Clock clock;

  /**
   * Asks for the standings at each scrape.
   *
   * @param inDowntime whether people expect a replica to be unwell now
   */
  ReplicaMeters(Supplier<List<Standing>> standings, Predicate<String> inDowntime, Clock clock) {
    this.standings = standings;
    this.meters = Stream.concat(METERS.stream(), Stream.of(downtime(inDowntime))).toList();
    this.clock = clock;
  }

  @Override
  public MetricSnapshots collect() {
    List<Standing> all = standings.get();
    Instant now = clock.instant();
    return new MetricSnapshots(
        meters.stream().<MetricSnapshot>map(meter -> meter.of(all, now)).toList());
  }

  // A clash with another meter's name is then found when we are registered, not at a scrape.
  @Override
  public List<String> getPrometheusNames() {
    return meters.stream().map(Meter::fullName).toList();
  }

  /** One metric, and its series of one replica. */
  private record Meter(
      String name,
      String help,
      BiFunction<Standing, Instant, Stream<GaugeDataPointSnapshot>> series) {

    String fullName() {
      return "replica_medic_" + name;
    }

    GaugeSnapshot of(List<Standing> all, Instant now) {
      GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(fullName()).help(help);
      all.forEach(standing -> series.apply(standing, now).forEach(gauge::dataPoint));
      return gauge.build();
    }
  }

  private static Meter downtime(Predicate<String> inDowntime) {
    return new Meter(
        "downtime",
        "1 while people expect it to be unwell: the alert rules leave it alone; else 0",
        (standing, now) -> {
          String id = standing.database().id();
          return Stream.of(point(inDowntime.test(id) ? 1 : 0, Labels.of("replica", id)));
        });
  }

  private static Meter ofChannel(
      String name, String help, Function<ReplicationStatus, OptionalDouble> value) {
    return new Meter(
        name,
        help,
        (standing, now) ->
            known(standing)
                .flatMap(
                    channel ->
                        value.apply(channel.status()).stream()
                            .mapToObj(it -> point(it, labels(standing, channel)))));
  }

  private static Meter ofReading(
      String name, String help, BiFunction<ReplicaReading, Instant, Double> value) {
    return new Meter(
        name,
        help,
        (standing, now) ->
            standing.reading().stream()
                .map(
                    it ->
                        point(
                            value.apply(it, now), Labels.of("replica", standing.database().id()))));
  }

  private static Labels labels(Standing standing, ChannelState channel) {
    return Labels.of("replica", standing.database().id(), "channel", channel.status().channel());
  }

  private static Stream<GaugeDataPointSnapshot> codes(Standing standing, ReplicaReading reading) {
    DiagnosisCode primary = reading.diagnosis().code();
    Set<DiagnosisCode> others = EnumSet.noneOf(DiagnosisCode.class);
    known(standing)
        .map(ChannelState::diagnosis)
        .forEach(
            it -> {
              others.add(it.code());
              others.addAll(it.secondary());
            });
    others.remove(primary);
    // That another channel is well is no finding.
    others.removeIf(code -> code.severity() == Severity.OK);
    return Stream.concat(
        Stream.of(code(standing, primary, reading.diagnosis().severityOf(primary), "true")),
        others.stream().map(code -> code(standing, code, code.severity(), "false")));
  }

  private static GaugeDataPointSnapshot code(
      Standing standing, DiagnosisCode code, Severity severity, String isIt) {
    return point(
        1,
        Labels.of(
            "replica", standing.database().id(),
            "code", code.name(),
            "severity", severity.name(),
            "primary", isIt));
  }

  /** Channels, unless they were read so long ago that they say nothing of now. */
  private static Stream<ChannelState> known(Standing standing) {
    return standing.reading().stream()
        .filter(it -> it.diagnosis().code() != DiagnosisCode.STALE)
        .flatMap(it -> it.channels().stream());
  }

  private static double number(ThreadState state) {
    return switch (state) {
      case NO -> 0;
      case CONNECTING -> 1;
      case YES -> 2;
    };
  }

  private static OptionalDouble lag(ReplicationStatus status) {
    return Lag.of(status).behind().stream().mapToDouble(ReplicaMeters::seconds).findFirst();
  }

  private static OptionalDouble retriesLeft(ReplicationStatus status) {
    return ReceiverDeadline.attemptsLeft(status).stream()
        .mapToDouble(Long::doubleValue)
        .findFirst();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static GaugeDataPointSnapshot point(double value, Labels labels) {
    return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
  }
}
