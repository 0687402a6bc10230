package io.replicamedic.rung.network;

import java.util.List;

/**
 * Something of a closed cut that a late call left.
 *
 * @param place what it was found in, as claims name it: {@code security-group:sg-1}
 * @param told it, as read
 * @param removal takes it away, and nothing else
 */
public record Leftover(String place, List<String> told, Call removal) {}
