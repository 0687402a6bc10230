package io.replicamedic.web;

import io.replicamedic.fleet.ReplicaReading;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One reading of a replica with its age and its diagnosis. */
record StatusView(
    String replica,
    Instant readAt,
    @Schema(description = "age of the reading when it was sent, milliseconds") long ageMillis,
    @Schema(description = "how long reading took, milliseconds") long tookMillis,
    @Schema(description = "what is wrong") DiagnosisView diagnosis,
    @Schema(description = "absent when no channel is configured") Optional<ChannelView> channel,
    Map<String, String> links)
    implements Printable {

  /** What is wrong, and the facts that say so. */
  record DiagnosisView(
      DiagnosisCode code,
      String summary,
      @Schema(description = "name to value, in the server's words") Map<String, String> evidence,
      String advice) {
    static DiagnosisView of(Diagnosis diagnosis) {
      return new DiagnosisView(
          diagnosis.code(), diagnosis.summary(), diagnosis.evidence(), diagnosis.advice());
    }
  }

  static StatusView of(ReplicaReading reading, Duration age) {
    return new StatusView(
        reading.database(),
        reading.readAt(),
        age.toMillis(),
        reading.took().toMillis(),
        DiagnosisView.of(reading.diagnosis()),
        reading.status().map(ChannelView::of),
        Map.of("self", Media.BASE + "/replicas/" + reading.database() + "/status"));
  }

  @Override
  public String text(Reader reader) {
    Columns head =
        Columns.bare("")
            .row("replica", replica)
            .row(
                "read at",
                Times.utc(readAt)
                    + ", "
                    + Times.seconds(Duration.ofMillis(ageMillis))
                    + " ago, took "
                    + Times.seconds(Duration.ofMillis(tookMillis)))
            .row("diagnosis", diagnosis.code().name())
            .unlessEmpty("", diagnosis.summary())
            .unlessEmpty("advice", diagnosis.advice());
    channel.ifPresentOrElse(it -> it.rows(head), () -> head.row("channel", "none is configured"));
    Columns evidence = Columns.bare("  ");
    diagnosis.evidence().forEach(evidence::row);
    return head.text() + (diagnosis.evidence().isEmpty() ? "" : "evidence\n" + evidence.text());
  }
}
