package io.replicamedic.fleet;

import io.replicamedic.outside.RdsFacts;
import java.util.List;
import java.util.Optional;

/**
 * What the RDS API said last of a registered database, from memory; part of a reading.
 *
 * @param facts with the moment they were read; empty when it never said any
 * @param parameters its parameter groups with their apply status; empty where only asked by name
 * @param unreadable why it says nothing now; {@code facts} are then of before
 * @param source what RDS calls the source that it replicates from; empty when it does not know it
 * @param failovers why the source's failovers cannot be read; empty when they were, or when RDS
 *     does not know the source
 * @param termination empty unless a managed replica of its source is stopped
 */
public record RdsSays(
    Optional<RdsFacts> facts,
    List<String> parameters,
    Optional<String> unreadable,
    Optional<String> source,
    Optional<String> failovers,
    Optional<Termination> termination) {
  /** Immutable. */
  public RdsSays {
    parameters = List.copyOf(parameters);
  }
}
