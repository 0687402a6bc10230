package io.replicamedic.workflow;

import java.time.Duration;

/**
 * The engine's patience.
 *
 * @param poll between two readings of a goal
 * @param unreadable how long a goal may be unreadable before the workflow hands over
 * @param progressing by how much a deadline moves on while progress is read
 * @param setbacks how often the backward edge may be taken
 * @param attempts how often one rung is begun again when its outcome stayed unknown
 * @param waitingPoll between two looks at a workflow that waits for a person
 */
public record Policy(
    Duration poll,
    Duration unreadable,
    Duration progressing,
    int setbacks,
    int attempts,
    Duration waitingPoll) {}
