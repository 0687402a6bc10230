package io.replicamedic.web;

import io.replicamedic.fleet.Termination;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * RDS ends replication for all managed replicas of a source when one of them has been stopped for
 * 30 days; part of a status.
 */
record TerminationView(
    @Schema(description = "the replica that has been stopped for longest") String stopped,
    @Schema(description = "since when; absent when nobody knows") Optional<Instant> since,
    @Schema(description = "who says since when, or why nobody does") String knownFrom,
    @Schema(description = "when RDS ends it; absent when since is") Optional<Instant> at,
    @Schema(
            description =
                "true: at the latest then, for another one is stopped since a time that nobody"
                    + " knows")
        boolean latest,
    @Schema(description = "whose replication ends then") List<String> replicas,
    @Schema(description = "when RDS has ended it, as its event says; absent before")
        Optional<Instant> ended) {
  static TerminationView of(Termination it) {
    return new TerminationView(
        it.stopped(), it.since(), it.knownFrom(), it.at(), it.latest(), it.replicas(), it.ended());
  }

  void rows(Columns to) {
    to.row(
            ended.isPresent() ? "ended" : "ends",
            ended
                    .map(it -> Times.utc(it) + ": RDS has ended replication for ")
                    .orElseGet(this::announced)
                + String.join(", ", replicas))
        .row(
            "",
            stopped
                + since.map(it -> " has been stopped since " + Times.utc(it)).orElse(" is stopped")
                + ", known from "
                + knownFrom);
  }

  private String announced() {
    String when = latest ? " at the latest" : "";
    return at.map(it -> Times.utc(it) + when + ": RDS then ends replication for ")
        .orElse("30 days after its stop RDS ends replication for ");
  }
}
