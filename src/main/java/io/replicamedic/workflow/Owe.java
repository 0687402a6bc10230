package io.replicamedic.workflow;

import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What an act will make us owe, complete enough to undo it without this workflow.
 *
 * @param id of the obligation to be: what the act leaves in the world may have to name it
 * @param kind which discharger knows how
 * @param state its first one
 * @param undo JSON for the discharger; references instead of secrets
 * @param metBy phase whose goal, once met, means that nothing is owed any more; empty for none
 * @param claims what nobody else may touch while it is open
 * @param within deadline, from the intent on
 */
public record Owe(
    String id,
    String kind,
    ObligationState state,
    String summary,
    String undo,
    String metBy,
    Set<String> claims,
    Duration within)
    implements Debt {
  Obligation by(Workflow workflow, Instant now) {
    return new Obligation(
        id,
        workflow.id(),
        kind,
        workflow.order().target(),
        state,
        summary,
        undo,
        metBy,
        claims,
        now,
        now.plus(within),
        "");
  }
}
