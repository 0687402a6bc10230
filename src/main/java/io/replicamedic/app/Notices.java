package io.replicamedic.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.replicamedic.adapter.store.NoticeTasks;
import io.replicamedic.obligation.Alarm;
import io.replicamedic.obligation.Alarms;
import io.replicamedic.outside.Notice;
import io.replicamedic.outside.Notifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people of alarms and of their end, and decides when to try again. What it depends on is in
 * the store: after a restart, or on another instance, it goes on where it was. Called by the
 * scheduler.
 */
final class Notices {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** An alarm matters while it stands; its end is not worth more than this. */
  private static final Duration END_MATTERS = Duration.ofDays(1);

  private final Alarms alarms;
  private final Notifier notifier;
  private final Clock clock;
  private final MeterRegistry meters;

  Notices(Alarms alarms, Notifier notifier, Clock clock, MeterRegistry meters) {
    this.alarms = alarms;
    this.notifier = notifier;
    this.clock = clock;
    this.meters = meters;
  }

  /** One attempt; when to try again, or nothing when that is over. */
  Optional<Instant> tell(String taskInstance) {
    return alarms
        .find(NoticeTasks.alarmId(taskInstance))
        .flatMap(alarm -> tell(alarm, NoticeTasks.what(taskInstance)));
  }

  // Nobody is woken up any more for what is discharged: of a cleared alarm only the end is told.
  private Optional<Instant> tell(Alarm alarm, NoticeTasks.What what) {
    return switch (what) {
      case RAISED ->
          alarm.stands()
              ? tell(notice(alarm, raised(alarm), alarm.raisedAt()), Instant.MAX)
              : Optional.empty();
      case CLEARED ->
          alarm
              .clearedAt()
              .flatMap(at -> tell(notice(alarm, "discharged", at), at.plus(END_MATTERS)));
    };
  }

  private static String raised(Alarm alarm) {
    return alarm.kind().equals(Alarm.DAMAGED) ? "damaged" : "overdue";
  }

  private static Notice notice(Alarm alarm, String what, Instant at) {
    return new Notice(
        alarm.id() + "-" + what,
        "obligation." + what,
        at,
        alarm.id(),
        alarm.obligationId(),
        alarm.workflowId(),
        alarm.database(),
        alarm.summary(),
        alarm.deadline(),
        howToUndo(alarm));
  }

  // The commands of a record that cannot be read are in its workflow's journal only.
  private static String howToUndo(Alarm alarm) {
    return alarm.kind().equals(Alarm.DAMAGED)
        ? "/api/v1/workflows/" + alarm.workflowId() + "/journal"
        : "/api/v1/obligations/" + alarm.obligationId() + "/undo-commands";
  }

  private Optional<Instant> tell(Notice notice, Instant until) {
    return switch (notifier.tell(notice)) {
      case Notifier.Told.Nobody() -> Optional.empty();
      case Notifier.Told.Delivered() -> {
        count("delivered");
        yield Optional.empty();
      }
      case Notifier.Told.Failed(String why) -> {
        count("failed");
        yield later(notice, until, why);
      }
    };
  }

  // Waiting as long as it has lasted already doubles each wait, and needs nothing remembered.
  private Optional<Instant> later(Notice notice, Instant until, String why) {
    Instant now = clock.instant();
    if (!now.isBefore(until)) {
      LOG.error("{} was never told to the webhook, and is given up: {}", notice.id(), why);
      return Optional.empty();
    }
    Duration lasted = Duration.between(notice.at(), now);
    Duration doubled = (lasted.isNegative() ? Duration.ZERO : lasted).plus(FIRST);
    Duration wait = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    LOG.warn(
        "{} was not told to the webhook, again in {} s: {}", notice.id(), wait.toSeconds(), why);
    return Optional.of(now.plus(wait));
  }

  private void count(String outcome) {
    meters.counter("replica_medic.webhook.deliveries", "outcome", outcome).increment();
  }
}
