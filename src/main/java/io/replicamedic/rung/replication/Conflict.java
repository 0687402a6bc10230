package io.replicamedic.rung.replication;

/**
 * The transaction that stopped the applier.
 *
 * @param gtid empty when the server did not say
 * @param errno MySQL error number: 1062, 1032, …
 * @param message the server's words; shown, never parsed
 */
public record Conflict(String gtid, int errno, String message) {}
