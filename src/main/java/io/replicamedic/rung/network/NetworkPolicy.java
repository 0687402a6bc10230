package io.replicamedic.rung.network;

import java.time.Duration;
import java.util.List;

/**
 * Patience and preferences of the network rungs.
 *
 * @param means names of the means that may be used, the preferred first
 * @param longestCut how long egress may stay cut at most, giving back included (law 11)
 * @param reserve part of that which is kept for giving it back: it begins so much earlier
 * @param patience how long a change is sent again and looked at again before it counts as failed
 * @param pause between two looks at a change that is not there yet
 * @param watch between two looks at a cut that is being held
 */
public record NetworkPolicy(
    List<String> means,
    Duration longestCut,
    Duration reserve,
    Duration patience,
    Duration pause,
    Duration watch) {
  /** Immutable. */
  public NetworkPolicy {
    means = List.copyOf(means);
  }
}
