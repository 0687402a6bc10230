package io.replicamedic.replication;

import java.time.Instant;

/**
 * What was once read of a channel's source and later readings do not tell: afterwards all may read
 * well over different data (domain.md 3). It holds until a person acknowledges it. Kept by the
 * fleet, part of each {@link Observation}.
 *
 * @param source address that the channel was configured with
 * @param sourceUuid server_uuid of the source it is about: the one that lost its tail, or the one
 *     in whose place another answered
 * @param seenAt when it was read first, by our clock
 * @param words what was read, in the server's words
 */
public record Latch(Kind kind, Endpoint source, String sourceUuid, Instant seenAt, String words) {
  /** What it is about. */
  public enum Kind {
    /** The source knew fewer transactions than the replica: RECEIVER_FATAL for good. */
    LOST_TAIL,
    /** Another server answered at the source's address: SOURCE_IDENTITY_CHANGED for a day. */
    IDENTITY_CHANGED
  }

  /** Whether it says something of that reading's source. */
  boolean concerns(ReplicationStatus status) {
    return switch (kind) {
      case LOST_TAIL -> sourceUuid.equals(status.sourceUuid());
      case IDENTITY_CHANGED ->
          source.equals(status.source()) && !sourceUuid.equals(status.sourceUuid());
    };
  }
}
