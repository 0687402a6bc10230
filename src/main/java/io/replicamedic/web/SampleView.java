package io.replicamedic.web;

import io.replicamedic.fleet.StatusSample;
import io.replicamedic.fleet.StatusSample.Figures;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Severity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;

/** The numbers of one channel at one moment; what is absent was not known then. */
record SampleView(
    Instant at,
    @Schema(description = "empty for the default channel, and when none was known") String channel,
    DiagnosisCode code,
    Severity severity,
    Optional<String> receiver,
    Optional<String> applier,
    Optional<Integer> receiverErrno,
    Optional<Integer> applierErrno,
    @Schema(description = "how far behind, the delay asked for included")
        Optional<Double> lagSeconds,
    Optional<Integer> delaySeconds,
    @Schema(description = "attempts to connect before the receiver gives up")
        Optional<Long> retriesLeft) {

  static SampleView of(StatusSample sample) {
    Optional<Figures> figures = sample.figures();
    return new SampleView(
        sample.at(),
        sample.channel(),
        sample.code(),
        sample.severity(),
        figures.map(it -> it.receiver().word()),
        figures.map(it -> it.applier().word()),
        figures.map(Figures::receiverErrno),
        figures.map(Figures::applierErrno),
        figures.flatMap(Figures::lag).map(lag -> lag.toMillis() / 1000.0),
        figures.map(Figures::delaySeconds),
        figures.flatMap(Figures::retriesLeft));
  }

  void line(Columns to) {
    to.row(
        Times.utc(at),
        severity.name(),
        code.name(),
        channel,
        receiver.orElse("-") + "/" + applier.orElse("-"),
        text(receiverErrno) + "/" + text(applierErrno),
        lagSeconds.map(seconds -> seconds + " s").orElse("-"),
        text(retriesLeft));
  }

  private static String text(Optional<? extends Number> number) {
    return number.map(Object::toString).orElse("-");
  }
}
