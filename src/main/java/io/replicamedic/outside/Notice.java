package io.replicamedic.outside;

import java.time.Instant;

/**
 * What people are told of an alarm; no secrets.
 *
 * @param id the same for each attempt to tell it, so that a receiver can drop what it has already
 * @param type what happened, a stable word: {@code obligation.overdue}, {@code obligation.damaged},
 *     {@code obligation.discharged}
 * @param at when it happened
 * @param howToUndo URL path under which this service says how a person undoes it
 */
public record Notice(
    String id,
    String type,
    Instant at,
    String alarm,
    String obligation,
    String workflow,
    String database,
    String summary,
    Instant deadline,
    String howToUndo) {}
