package io.replicamedic.obligation;

import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises an alarm for what is owed past its deadline, and for what cannot be read and so is
 * nobody's who could discharge it, and clears it once that is discharged. It reads the record only
 * and asks nobody who discharges: whatever keeps them from it, the alarm is raised. Run again and
 * again on any instance.
 */
public final class OverdueWatch {
  private static final Logger LOG = LoggerFactory.getLogger(OverdueWatch.class);
  private static final Duration REMINDER = Duration.ofMinutes(1);

  private final Obligations obligations;
  private final Alarms alarms;
  private final Grace grace;
  private final String actor;
  private final Clock clock;
  private final Map<String, Instant> reminded = new ConcurrentHashMap<>();

  /**
   * Wired once.
   *
   * @param grace so long a late discharge is nobody's alarm
   * @param actor of its journal rows
   */
  public OverdueWatch(
      Obligations obligations, Alarms alarms, Grace grace, String actor, Clock clock) {
    this.obligations = obligations;
    this.alarms = alarms;
    this.grace = grace;
    this.actor = actor;
    this.clock = clock;
  }

  /** One round. */
  public void look() {
    Instant now = clock.instant();
    for (Obligation overdue : obligations.overdue(now)) {
      if (grace.isOver(overdue, now)) {
        guarded(overdue.id(), () -> raise(overdue(overdue, now)));
      }
    }
    for (DamagedObligation damaged : obligations.damaged()) {
      guarded(damaged.id(), () -> raise(damaged(damaged, now)));
    }
    for (Alarm standing : alarms.standing()) {
      guarded(standing.obligationId(), () -> remindOrClear(standing, now));
    }
  }

  private void raise(Alarm alarm) {
    if (alarms.of(alarm.obligationId()).isEmpty()) {
      alarms.raise(alarm, row(EntryKind.ALARM_RAISED, alarm, alarm.summary()));
    }
  }

  private static Alarm overdue(Obligation owed, Instant now) {
    return new Alarm(
        UUID.randomUUID().toString(),
        owed.id(),
        owed.workflowId(),
        Alarm.OVERDUE,
        owed.database(),
        "still owed after its deadline: " + owed.summary(),
        owed.deadline(),
        now,
        Optional.empty());
  }

  private static Alarm damaged(DamagedObligation owed, Instant now) {
    return new Alarm(
        UUID.randomUUID().toString(),
        owed.id(),
        owed.workflowId(),
        Alarm.DAMAGED,
        owed.database(),
        "its record cannot be read, so a person must undo it, as the journal of its workflow says: "
            + owed.summary()
            + " ("
            + owed.why()
            + ")",
        now,
        now,
        Optional.empty());
  }

  private void remindOrClear(Alarm alarm, Instant now) {
    Optional<String> closed = closed(alarm.obligationId());
    if (closed.isEmpty()) {
      remind(alarm, now);
      return;
    }
    String why = closed.get();
    if (alarms.clear(alarm, now, row(EntryKind.ALARM_CLEARED, alarm, "no longer owed: " + why))) {
      LOG.warn("ALARM cleared: obligation {}: {}", alarm.obligationId(), why);
    }
    reminded.remove(alarm.id());
  }

  /** Why it is owed no longer; empty while it is, or may be. */
  private Optional<String> closed(String obligationId) {
    try {
      return obligations
          .find(obligationId)
          .map(
              owed ->
                  owed.state() == ObligationState.CLOSED
                      ? Optional.of(because(owed))
                      : Optional.<String>empty())
          .orElse(Optional.of("it is not on record any more"));
    } catch (ObligationDamaged e) {
      return Optional.empty();
    }
  }

  private static String because(Obligation closed) {
    return closed.closedBecause().isEmpty() ? "somebody closed its row" : closed.closedBecause();
  }

  private void remind(Alarm alarm, Instant now) {
    Instant last = reminded.get(alarm.id());
    if (last != null && now.isBefore(last.plus(REMINDER))) {
      return;
    }
    reminded.put(alarm.id(), now);
    LOG.error(
        "ALARM: obligation {} of {}, for {} s: {}",
        alarm.obligationId(),
        alarm.database(),
        Duration.between(alarm.deadline(), now).toSeconds(),
        alarm.summary());
  }

  private Draft row(EntryKind kind, Alarm alarm, String summary) {
    return new Draft(
        kind,
        actor,
        "",
        "",
        summary,
        Map.of(
            "alarm", alarm.id(),
            "obligation", alarm.obligationId(),
            "deadline", alarm.deadline().toString()));
  }

  private static void guarded(String obligationId, Runnable part) {
    try {
      part.run();
    } catch (RuntimeException e) {
      LOG.error("obligation {} could not be watched; it is tried again", obligationId, e);
    }
  }
}
