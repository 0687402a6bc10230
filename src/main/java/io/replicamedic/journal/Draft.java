package io.replicamedic.journal;

import java.util.Map;

/**
 * A journal row before the store gave it its number, time and hash.
 *
 * @param actor who: a person's or bot's key name, or {@code replica-medic} for the engine
 * @param phase phase name, empty when none
 * @param rung rung name, empty when none
 * @param summary one line for people
 * @param detail facts: names to values that serialise to JSON; never a secret
 */
public record Draft(
    EntryKind kind,
    String actor,
    String phase,
    String rung,
    String summary,
    Map<String, Object> detail) {}
