package io.replicamedic.rung.network;

import java.time.Duration;

/**
 * Patience of the network rungs.
 *
 * @param longestCut how long egress may stay cut at most, giving back included (law 11)
 * @param reserve part of that which is kept for giving it back: it begins so much earlier
 * @param patience how long a change is sent again and looked at again before it counts as failed
 * @param pause between two looks at a change that is not there yet
 */
public record NetworkPolicy(
    Duration longestCut, Duration reserve, Duration patience, Duration pause) {}
