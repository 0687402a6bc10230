package io.replicamedic.rung.parameters;

import java.time.Duration;

/**
 * Patience of a durability fix.
 *
 * @param applies how long RDS may take to bring a parameter into force
 * @param disagree how long RDS may say that it is in force, or failed, while the server disagrees
 * @param callWait how long a statement's answer is awaited
 * @param gateExpiry how long a question to a person stays open
 */
public record FixPolicy(
    Duration applies, Duration disagree, Duration callWait, Duration gateExpiry) {}
