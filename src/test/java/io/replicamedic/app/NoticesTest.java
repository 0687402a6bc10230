package io.replicamedic.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.replicamedic.adapter.notify.Receiver;
import io.replicamedic.adapter.notify.Webhook;
import io.replicamedic.adapter.store.OpenStore;
import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.obligation.Alarm;
import io.replicamedic.outside.Notifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People are told until they are told, over restarts; on the real store and a real receiver. */
class NoticesTest {
  @TempDir private Path folder;
  private final SettableClock time = new SettableClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Alarm alarm = alarm(Alarm.OVERDUE);
  private Receiver receiver;
  private Webhook webhook;
  private OpenStore store;
  private ManualScheduler scheduler;

  @BeforeEach
  void open() throws IOException {
    receiver = new Receiver();
    webhook =
        new Webhook(
            receiver.url(),
            "env:HOOK",
            reference -> "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            Duration.ofSeconds(5),
            new Now());
    time.set(alarm.raisedAt());
    start(webhook);
    assertThat(store.alarms().raise(alarm, row(EntryKind.ALARM_RAISED))).isTrue();
    // The store's own clock goes on meanwhile, this test's does not.
    dueNow();
  }

  @AfterEach
  void close() {
    stop();
    webhook.close();
    receiver.close();
  }

  private void start(Notifier notifier) {
    store = OpenStore.embedded(folder);
    Notices notices = new Notices(store.alarms(), notifier, new Now(), meters);
    scheduler =
        TestHelper.createManualScheduler(
                store.context().getBean(DataSource.class), new Scheduling().tellAlarm(notices))
            .clock(time)
            .alwaysPersistTimestampInUTC()
            .build();
  }

  private void stop() {
    scheduler.stop();
    store.close();
  }

  private void dueNow() {
    store
        .jdbc()
        .sql("UPDATE scheduled_tasks SET execution_time = ?")
        .param(time.now().atOffset(ZoneOffset.UTC).toLocalDateTime())
        .update();
  }

  private void after(Duration wait) {
    time.tick(wait);
    scheduler.runAnyDueExecutions();
  }

  private long tasks() {
    return store.jdbc().sql("SELECT COUNT(*) FROM scheduled_tasks").query(Long.class).single();
  }

  private double deliveries(String outcome) {
    return meters.counter("replica_medic.webhook.deliveries", "outcome", outcome).count();
  }

  @Test
  void a_receiver_that_fails_twice_is_told_in_the_end_over_a_restart() {
    receiver.answer(503, 500);
    after(Duration.ZERO);
    after(Duration.ofMillis(999));
    assertThat(receiver.calls()).hasSize(1);
    after(Duration.ofMillis(1));
    assertThat(receiver.calls()).hasSize(2);
    stop();
    start(webhook);
    after(Duration.ofMillis(1999));
    assertThat(receiver.calls()).hasSize(2);
    after(Duration.ofMillis(1));
    assertThat(receiver.calls()).hasSize(3);
    after(Duration.ofHours(1));
    assertThat(receiver.calls()).hasSize(3);
    assertThat(receiver.calls())
        .extracting(Receiver.Call::id)
        .containsOnly(alarm.id() + "-overdue");
    assertThat(tasks()).isZero();
    assertThat(deliveries("failed")).isEqualTo(2);
    assertThat(deliveries("delivered")).isEqualTo(1);
  }

  @Test
  void it_says_where_the_way_out_is_of_a_damaged_record_too() {
    after(Duration.ZERO);
    Alarm damaged = alarm(Alarm.DAMAGED);
    assertThat(store.alarms().raise(damaged, row(EntryKind.ALARM_RAISED))).isTrue();
    dueNow();
    after(Duration.ZERO);
    assertThat(receiver.calls())
        .extracting(Receiver.Call::body)
        .satisfiesExactly(
            overdue ->
                assertThat(overdue)
                    .contains(
                        "\"type\":\"obligation.overdue\"",
                        "\"/api/v1/obligations/" + alarm.obligationId() + "/undo-commands\""),
            unreadable ->
                assertThat(unreadable)
                    .contains(
                        "\"type\":\"obligation.damaged\"",
                        "\"howToUndo\":\"/api/v1/workflows/w/journal\""));
  }

  @Test
  void its_end_is_told_too() {
    after(Duration.ZERO);
    clear();
    after(Duration.ZERO);
    assertThat(receiver.calls())
        .extracting(Receiver.Call::id)
        .containsExactly(alarm.id() + "-overdue", alarm.id() + "-discharged");
    assertThat(receiver.calls().getLast().body()).contains("\"type\":\"obligation.discharged\"");
    assertThat(tasks()).isZero();
  }

  @Test
  void nobody_is_woken_up_for_what_is_discharged_already() {
    receiver.answer(503);
    after(Duration.ZERO);
    clear();
    after(Duration.ofMinutes(10));
    assertThat(receiver.calls())
        .extracting(Receiver.Call::id)
        .containsExactly(alarm.id() + "-overdue", alarm.id() + "-discharged");
    assertThat(tasks()).isZero();
  }

  @Test
  void while_it_stands_it_is_told_for_ever_never_more_than_five_minutes_apart() {
    receiver.answerAlways(500);
    after(Duration.ZERO);
    int before = 0;
    for (int minute = 0; minute < 26 * 60; minute += 5) {
      before = receiver.calls().size();
      after(Duration.ofMinutes(5));
    }
    assertThat(receiver.calls()).hasSize(before + 1);
    assertThat(tasks()).isEqualTo(1);
  }

  @Test
  void its_end_is_given_up_after_a_day() {
    after(Duration.ZERO);
    receiver.answerAlways(500);
    clear();
    after(Duration.ZERO);
    after(Duration.ofHours(24).minusSeconds(1));
    assertThat(tasks()).isEqualTo(1);
    after(Duration.ofMinutes(5));
    assertThat(tasks()).isZero();
    assertThat(receiver.calls()).hasSize(4);
  }

  @Test
  void without_a_webhook_nothing_is_left_to_do() {
    stop();
    start(notice -> new Notifier.Told.Nobody());
    after(Duration.ZERO);
    assertThat(tasks()).isZero();
    assertThat(receiver.calls()).isEmpty();
  }

  private void clear() {
    assertThat(store.alarms().clear(alarm, time.now(), row(EntryKind.ALARM_CLEARED))).isTrue();
    dueNow();
  }

  private static Draft row(EntryKind kind) {
    return new Draft(kind, "replica-medic", "", "", "said", Map.of());
  }

  private static Alarm alarm(String kind) {
    Instant raised = Instant.parse("2026-11-22T03:15:15Z").truncatedTo(ChronoUnit.SECONDS);
    return new Alarm(
        UUID.randomUUID().toString(),
        UUID.randomUUID().toString(),
        "w",
        kind,
        "orders-replica",
        "still owed",
        raised.minusSeconds(15),
        raised,
        Optional.empty());
  }

  private final class Now extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return time.now();
    }
  }
}
