package io.replicamedic.replication;

/**
 * What one applier worker stopped on, from replication_applier_status_by_worker; with parallel
 * workers the only place where the row error and its GTID are (domain.md 3).
 *
 * @param workerId worker number; 0 when a single-threaded applier or the coordinator
 * @param errno MySQL error number
 * @param message the server's text; never parsed
 * @param transaction GTID being applied, empty when anonymous or unknown
 */
public record WorkerError(long workerId, int errno, String message, String transaction) {}
