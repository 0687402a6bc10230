package io.replicamedic.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a discovery found.
 *
 * @param databases by id
 * @param readAt when the RDS API was asked last and answered; empty when it never did
 * @param unreadable why it did not answer the last time; {@code databases} are then of before
 */
public record Discoveries(
    List<Discovered> databases, Optional<Instant> readAt, Optional<String> unreadable) {
  static final Discoveries NONE = new Discoveries(List.of(), Optional.empty(), Optional.empty());

  /** Immutable. */
  public Discoveries {
    databases = List.copyOf(databases);
  }

  Discoveries unreadable(String why) {
    return new Discoveries(databases, readAt, Optional.of(why));
  }
}
