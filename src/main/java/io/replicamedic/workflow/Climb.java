package io.replicamedic.workflow;

import java.time.Instant;

/** The rung climbed last in this phase, and until when its effect is awaited. */
public record Climb(String rung, Instant since, Instant deadline) {}
