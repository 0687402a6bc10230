package io.replicamedic.workflow;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What climbing a rung would mean right now. */
public sealed interface Preparation {

  /** Not here; the next rung is tried. */
  record NotApplicable(String why) implements Preparation {}

  /** A person must answer first. */
  record Ask(Question question) implements Preparation {}

  /** A check says no: the workflow hands over, this rung and the later ones untouched. */
  record Refused(String why, Map<String, Object> detail) implements Preparation {}

  /** What must be looked at first cannot be read; climbs nothing, and is tried again. */
  record Unreadable(String why) implements Preparation {}

  /** What this workflow owes of these kinds is discharged now, by whoever knows how. */
  record Discharge(Set<String> kinds) implements Preparation {}

  /**
   * Ready to act.
   *
   * @param statement what will be sent, secrets redacted
   * @param irreversible whether it cannot be taken back
   * @param detail what was read just before, for the intent's journal row
   * @param debt what is recorded with the intent as owed
   * @param effectWithin how long its effect is awaited after it answered
   * @param act does it, once; called after the intent was committed
   */
  record Ready(
      String statement,
      boolean irreversible,
      Map<String, Object> detail,
      Debt debt,
      Duration effectWithin,
      Supplier<Outcome> act)
      implements Preparation {}
}
