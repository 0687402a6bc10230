package io.replicamedic.workflow;

import java.time.Duration;

/**
 * What an act will make us owe, complete enough to undo it without this workflow.
 *
 * @param kind which discharger knows how
 * @param undo JSON for the discharger; references instead of secrets
 * @param metBy phase whose goal, once met, means that nothing is owed any more
 * @param within deadline, from the intent on
 */
public record Owe(String kind, String summary, String undo, String metBy, Duration within) {}
