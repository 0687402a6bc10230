package io.replicamedic.workflow;

import java.time.Instant;

/**
 * An act that was about to happen when this was committed; while it is in the record nobody knows
 * its outcome.
 *
 * @param statement what is sent, secrets redacted
 * @param connectionId session that holds the target meanwhile, and sends it if it is SQL; such an
 *     act is over when it is gone (law 10)
 * @param fence what makes it harmless without a known outcome
 */
public record Intent(
    String phase,
    String rung,
    String statement,
    long connectionId,
    Fence fence,
    Instant committedAt) {}
