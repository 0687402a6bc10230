package io.replicamedic.web;

import io.replicamedic.replication.SourceComparison;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;

/** A channel's GTID sets beside its source's, with both times as proof; part of a status. */
record ComparedView(
    @Schema(description = "@@server_uuid of the source that was asked") String sourceUuid,
    Instant sourceReadAt,
    @Schema(
            description =
                "the last reading of the replica before that; absent when there is none, and"
                    + " then nothing is proven errant")
        Optional<Instant> replicaReadAt,
    @Schema(description = "GTID set executed here then and not on the source after") String errant,
    @Schema(description = "how many transactions that are") long errantCount,
    @Schema(description = "of these, what is under the replica's own server_uuid: written here")
        String errantOwn,
    @Schema(
            description =
                "GTID set that the source has purged and that is neither executed nor"
                    + " received here")
        String purgedAndMissing) {
  static ComparedView of(SourceComparison compared) {
    return new ComparedView(
        compared.source().serverUuid(),
        compared.source().readAt(),
        compared.replicaReadAt(),
        compared.errant().toString(),
        compared.errant().count(),
        compared.own().toString(),
        compared.purgedAndMissing().toString());
  }

  void rows(Columns to) {
    to.row(
            "compared",
            "source read "
                + Times.utc(sourceReadAt)
                + replicaReadAt.map(at -> ", the replica before it " + Times.utc(at)).orElse(""))
        .row(
            "errant",
            replicaReadAt.isEmpty()
                ? "not known yet"
                : errantCount == 0 ? "none" : errantCount + " transactions: " + errant)
        .unlessEmpty("", errantOwn.isEmpty() ? "" : "written here: " + errantOwn)
        .unlessEmpty(
            "",
            purgedAndMissing.isEmpty() ? "" : "purged there and missing here: " + purgedAndMissing);
  }
}
