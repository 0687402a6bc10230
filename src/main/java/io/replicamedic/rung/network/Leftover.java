package io.replicamedic.rung.network;

import java.util.List;
import java.util.Optional;

/**
 * Something of a closed cut that a late call left.
 *
 * @param place what it was found in, as claims name it: {@code security-group:sg-1}
 * @param told it, as read
 * @param removal takes it away, and nothing else; none when a person must, since it is in use
 */
public record Leftover(String place, List<String> told, Optional<Call> removal) {}
