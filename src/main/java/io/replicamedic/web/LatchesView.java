package io.replicamedic.web;

import io.replicamedic.fleet.HeldLatch;
import io.replicamedic.replication.Latch;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was once read of a replica's sources and later readings do not tell, newest first. */
record LatchesView(String replica, List<LatchView> latches) implements Printable {

  /** One of them. */
  record LatchView(
      @Schema(
              description =
                  "LOST_TAIL: RECEIVER_FATAL until it is acknowledged; IDENTITY_CHANGED:"
                      + " SOURCE_IDENTITY_CHANGED for a day, or until then")
          Latch.Kind kind,
      @Schema(description = "whether diagnoses heed it") boolean holds,
      @Schema(description = "server_uuid of the source it is about") String sourceUuid,
      @Schema(description = "address that the channel was configured with") String source,
      Instant seenAt,
      @Schema(description = "what was read") String words,
      @Schema(description = "absent unless somebody said that it is settled")
          Optional<AcknowledgedView> acknowledged) {
    static LatchView of(HeldLatch held, Instant now) {
      Latch latch = held.latch();
      return new LatchView(
          latch.kind(),
          held.holds(now),
          latch.sourceUuid(),
          latch.source().toString(),
          latch.seenAt(),
          latch.words(),
          held.acknowledged().map(it -> new AcknowledgedView(it.at(), it.actor(), it.reason())));
    }
  }

  /** Who said that it is settled. */
  record AcknowledgedView(Instant at, String actor, String reason) {}

  static LatchesView of(String replica, List<HeldLatch> latches, Instant now) {
    return new LatchesView(replica, latches.stream().map(it -> LatchView.of(it, now)).toList());
  }

  @Override
  public String text(Reader reader) {
    Columns columns =
        Columns.headed("KIND", "HOLDS", "SOURCE UUID", "SEEN", "ACKNOWLEDGED", "WORDS");
    for (LatchView each : latches) {
      columns.row(
          each.kind().name(),
          each.holds() ? "yes" : "no",
          each.sourceUuid(),
          Times.utc(each.seenAt()),
          each.acknowledged()
              .map(it -> it.actor() + ", " + Times.utc(it.at()) + ": " + it.reason())
              .orElse("-"),
          each.words());
    }
    return columns.text();
  }
}
