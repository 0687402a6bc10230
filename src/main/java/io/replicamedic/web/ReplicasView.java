package io.replicamedic.web;

import io.replicamedic.fleet.FleetQuery;
import io.replicamedic.fleet.Misconfigured;
import io.replicamedic.fleet.ReplicaReading;
import io.replicamedic.fleet.Standing;
import io.replicamedic.outside.Database;
import io.replicamedic.replication.Cause;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.replication.Severity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Replicas, each in one line with its last reading. */
record ReplicasView(
    List<ReplicaLine> replicas,
    @Schema(
            description =
                "found by their tag through the RDS API, and registered by nobody: on the"
                    + " first page, unless severity or code is asked for")
        List<DiscoveredView> discovered,
    @Schema(description = "how many match, on all pages") int matching,
    @Schema(description = "give it as after for the next page; absent on the last one")
        Optional<String> next,
    @Schema(description = "databases that are set aside because their configuration is wrong")
        List<MisconfiguredView> misconfigured)
    implements Printable {

  /** One replica; more at its URL. */
  record ReplicaLine(
      String id,
      ReplicationKind kind,
      String engine,
      String endpoint,
      @Schema(
              description = "registered source, or sources by channel; absent for managed replicas",
              example = "10.20.0.7:3306")
          Optional<String> source,
      @Schema(description = "absent before the first reading, as all that was read")
          Optional<DiagnosisCode> code,
      Optional<Severity> severity,
      Optional<Cause> cause,
      @Schema(description = "of the worst channel: Yes, Connecting or No")
          Optional<String> receiver,
      @Schema(description = "of the worst channel: Yes or No") Optional<String> applier,
      @Schema(description = "of the worst channel; absent when nothing says it")
          Optional<Double> behindSeconds,
      Optional<Instant> readAt,
      @Schema(description = "until when people expect it to be unwell; absent when they do not")
          Optional<Instant> downtimeUntil,
      @Schema(description = "path of its status") String status) {
    static ReplicaLine of(Standing it, Optional<Instant> downtimeUntil) {
      return new ReplicaLine(
          it.database().id(),
          it.database().kind(),
          it.database().engine(),
          it.database().endpoint().toString(),
          sources(it.database()),
          it.diagnosis().map(Diagnosis::code),
          it.severity(),
          it.diagnosis().flatMap(Diagnosis::cause),
          it.channel().map(channel -> channel.status().receiver().word()),
          it.channel().map(channel -> channel.status().applier().word()),
          it.behind().map(behind -> behind.toMillis() / 1000.0),
          it.reading().map(ReplicaReading::readAt),
          downtimeUntil,
          Media.BASE + "/replicas/" + it.database().id() + "/status");
    }
  }

  /** A page, what was discovered besides, and the end of each one's downtime. */
  // The default channel, of which most have nothing else, is not named.
  private static Optional<String> sources(Database database) {
    return new TreeMap<>(database.sources())
        .entrySet().stream()
            .map(
                each ->
                    (each.getKey().isEmpty() ? "" : each.getKey() + ": ")
                        + each.getValue().asDatabase())
            .reduce((one, other) -> one + ", " + other);
  }

  static ReplicasView of(
      FleetQuery.Page page,
      List<DiscoveredView> discovered,
      Function<Standing, Optional<Instant>> downtime,
      List<Misconfigured> aside) {
    return new ReplicasView(
        page.replicas().stream().map(it -> ReplicaLine.of(it, downtime.apply(it))).toList(),
        discovered,
        page.matching(),
        page.next(),
        MisconfiguredView.all(aside));
  }

  @Override
  public String text(Reader reader) {
    Columns columns =
        Columns.headed(
            "ID",
            "SEVERITY",
            "DIAGNOSIS",
            "RECEIVER",
            "APPLIER",
            "BEHIND",
            "READ",
            "DOWNTIME",
            "SOURCE");
    for (ReplicaLine each : replicas) {
      columns.row(
          each.id(),
          each.severity().map(Enum::name).orElse("-"),
          each.code().map(Enum::name).orElse("not read yet")
              + each.cause().map(cause -> " (" + cause + ")").orElse(""),
          each.receiver().orElse("-"),
          each.applier().orElse("-"),
          each.behindSeconds().map(seconds -> seconds + " s").orElse("-"),
          each.readAt().map(at -> ago(at, reader.now())).orElse("-"),
          each.downtimeUntil().map(until -> left(until, reader.now())).orElse("-"),
          each.source().orElse("-"));
    }
    discovered.forEach(
        it ->
            columns.row(it.id(), "-", "discovered, not registered", "-", "-", "-", "-", "-", "-"));
    return columns.text()
        + next.map(it -> "\n" + matching + " match; the next page: after=" + it + "\n").orElse("")
        + MisconfiguredView.text(misconfigured);
  }

  private static String left(Instant until, Instant now) {
    return Math.ceilDiv(Duration.between(now, until).toSeconds(), 60) + " min left";
  }

  private static String ago(Instant at, Instant now) {
    return Times.seconds(Duration.between(at, now)) + " ago";
  }
}
