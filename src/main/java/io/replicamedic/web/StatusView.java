package io.replicamedic.web;

import io.replicamedic.fleet.ReplicaReading;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.ServerFacts;
import io.replicamedic.replication.ReplicationKind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One reading of a replica with its age and its diagnosis. */
record StatusView(
    String replica,
    @Schema(description = "the RDS API's word, if it has one, else as registered")
        ReplicationKind kind,
    @Schema(example = "aurora-mysql") String engine,
    Instant readAt,
    @Schema(description = "age of the reading when it was sent, milliseconds") long ageMillis,
    @Schema(description = "how long reading took, milliseconds") long tookMillis,
    @Schema(description = "what is wrong, with the worst channel if there are several")
        DiagnosisView diagnosis,
    @Schema(description = "all that are configured; empty when it was not readable, too")
        List<ChannelView> channels,
    @Schema(description = "absent when it was not readable") Optional<ServerView> server,
    @Schema(description = "absent when RDS is not said to know it") Optional<RdsStatusView> rds,
    @Schema(description = "absent unless people expect it to be unwell now; it mutes alerts only")
        Optional<DowntimeView> downtime,
    @Schema(description = "the newest one; absent when there was none")
        Optional<LastWorkflowView> lastWorkflow,
    Map<String, String> links)
    implements Printable {

  static StatusView of(Database database, ReplicaReading reading, Duration age) {
    int netTimeout = reading.server().map(ServerFacts::netTimeoutSeconds).orElse(0);
    String self = Media.BASE + "/replicas/" + database.id();
    return new StatusView(
        database.id(),
        reading.kind(database),
        database.engine(),
        reading.readAt(),
        age.toMillis(),
        reading.took().toMillis(),
        DiagnosisView.of(reading.diagnosis()),
        reading.channels().stream().map(each -> ChannelView.of(each, netTimeout)).toList(),
        reading.server().map(ServerView::of),
        reading.rds().map(RdsStatusView::of),
        Optional.empty(),
        Optional.empty(),
        Map.of(
            "self",
            self + "/status",
            "replica",
            self,
            "history",
            self + "/status/history",
            "latches",
            self + "/latches",
            "workflows",
            Media.BASE + "/workflows?target=" + database.id()));
  }

  /** The same beside what people and workflows do to it. */
  StatusView beside(Optional<DowntimeView> set, Optional<LastWorkflowView> newest) {
    return new StatusView(
        replica,
        kind,
        engine,
        readAt,
        ageMillis,
        tookMillis,
        diagnosis,
        channels,
        server,
        rds,
        set,
        newest,
        links);
  }

  @Override
  public String text(Reader reader) {
    Columns head =
        Columns.bare("")
            .row("replica", replica + ", " + kind + " on " + engine)
            .row(
                "read at",
                Times.utc(readAt)
                    + ", "
                    + Times.seconds(Duration.ofMillis(ageMillis))
                    + " ago, took "
                    + Times.seconds(Duration.ofMillis(tookMillis)))
            .row("diagnosis", diagnosis.line())
            .unlessEmpty("", diagnosis.summary())
            .unlessEmpty("advice", diagnosis.advice());
    downtime.ifPresent(it -> head.row("downtime", it.line()));
    lastWorkflow.ifPresent(it -> head.row("workflow", it.line()));
    channels.forEach(each -> each.rows(head));
    if (server.isPresent() && channels.isEmpty()) {
      head.row("channel", "none is configured");
    }
    server.ifPresent(it -> it.rows(head));
    rds.ifPresent(it -> it.rows(head));
    Columns evidence = Columns.bare("  ");
    diagnosis.evidence().forEach(evidence::row);
    return head.text() + (diagnosis.evidence().isEmpty() ? "" : "evidence\n" + evidence.text());
  }
}
