package io.replicamedic.workflow;

import java.time.Instant;

/**
 * An act that was about to happen when this was committed; while it is in the record nobody knows
 * its outcome.
 *
 * @param statement what is sent, secrets redacted
 * @param connectionId database session that sends it; the act is over when it is gone (law 10)
 */
public record Intent(
    String phase, String rung, String statement, long connectionId, Instant committedAt) {}
