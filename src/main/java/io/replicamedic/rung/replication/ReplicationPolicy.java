package io.replicamedic.rung.replication;

import java.time.Duration;

/**
 * Patience of the replication rungs.
 *
 * @param callWait how long a CALL's answer is awaited; after it the call counts as still running
 * @param effect how long the effect of an answered call is awaited
 * @param stability how long both threads must read Yes, with progress, before it counts
 * @param start how long after the start the threads may take to run, or stand still
 * @param configurationOwed deadline of a configuration that was cleared and not yet set again
 * @param gateExpiry how long a question to a person stays open
 */
public record ReplicationPolicy(
    Duration callWait,
    Duration effect,
    Duration stability,
    Duration start,
    Duration configurationOwed,
    Duration gateExpiry) {}
