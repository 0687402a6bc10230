package io.replicamedic.obligation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** When people are alarmed, how often, and when that ends. */
class OverdueWatchTest {
  private static final Instant DEADLINE = Instant.parse("2026-11-22T03:15:00Z");
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final Map<String, Obligation> owed = new LinkedHashMap<>();
  private final Set<String> damaged = new LinkedHashSet<>();
  private final Map<String, Alarm> raised = new LinkedHashMap<>();
  private final List<Draft> rows = new ArrayList<>();
  private Instant now = DEADLINE;
  private final OverdueWatch watch =
      new OverdueWatch(new Listed(), new Kept(), new Grace(GRACE), "replica-medic", new Moved());

  @BeforeEach
  void owing() {
    owe(ObligationState.CUTTING);
  }

  private void owe(ObligationState state) {
    owed.put(
        "o",
        new Obligation(
            "o",
            "w",
            "egress-cut",
            "orders-replica",
            state,
            "egress of orders-replica",
            "{}",
            "",
            Set.of(),
            DEADLINE.minusSeconds(900),
            DEADLINE,
            state == ObligationState.CLOSED ? "read back" : ""));
  }

  private void lookAt(Instant at) {
    now = at;
    watch.look();
  }

  private Alarm alarm() {
    return raised.values().iterator().next();
  }

  private Instant late() {
    return DEADLINE.plus(GRACE).plusNanos(1);
  }

  @Test
  void nobody_is_alarmed_before_the_grace_is_over() {
    lookAt(DEADLINE.plus(GRACE));
    assertThat(raised).isEmpty();
  }

  @Test
  void an_alarm_is_raised_once_and_cleared_once() {
    lookAt(late());
    lookAt(late().plusSeconds(10));
    assertThat(raised.values()).singleElement().satisfies(it -> assertThat(it.stands()).isTrue());
    owe(ObligationState.CLOSED);
    lookAt(late().plusSeconds(20));
    lookAt(late().plusSeconds(30));
    assertThat(alarm().clearedAt()).contains(late().plusSeconds(20));
    assertThat(rows)
        .extracting(Draft::kind)
        .containsExactly(EntryKind.ALARM_RAISED, EntryKind.ALARM_CLEARED);
    assertThat(rows.getLast().summary()).isEqualTo("no longer owed: read back");
  }

  @Test
  void a_record_that_cannot_be_read_is_an_alarm_at_once_until_a_person_closed_it() {
    damaged.add("o");
    lookAt(DEADLINE.minusSeconds(900));
    lookAt(late());
    assertThat(raised.values()).singleElement().satisfies(it -> assertThat(it.stands()).isTrue());
    assertThat(alarm().kind()).isEqualTo(Alarm.DAMAGED);
    assertThat(alarm().summary()).contains("a person must undo it", "egress", "no such state");
    damaged.clear();
    owe(ObligationState.CLOSED);
    lookAt(late().plusSeconds(10));
    assertThat(alarm().clearedAt()).contains(late().plusSeconds(10));
  }

  @Test
  void the_log_repeats_it_once_a_minute_while_it_stands() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(OverdueWatch.class);
    log.start();
    logger.addAppender(log);
    try {
      for (int second = 0; second <= 120; second += 10) {
        lookAt(late().plusSeconds(second));
      }
      assertThat(said(log, "ALARM: obligation o of orders-replica")).isEqualTo(3);
      owe(ObligationState.CLOSED);
      lookAt(late().plusSeconds(180));
      lookAt(late().plusSeconds(300));
      assertThat(said(log, "ALARM: obligation o of orders-replica")).isEqualTo(3);
      assertThat(said(log, "ALARM cleared: obligation o")).isEqualTo(1);
    } finally {
      logger.detachAppender(log);
    }
  }

  private static long said(ListAppender<ILoggingEvent> log, String words) {
    return log.list.stream().filter(row -> row.getFormattedMessage().startsWith(words)).count();
  }

  @Test
  void what_is_not_on_record_any_more_alarms_nobody_for_ever() {
    lookAt(late());
    owed.clear();
    lookAt(late().plusSeconds(10));
    assertThat(alarm().stands()).isFalse();
  }

  private final class Moved extends Clock {
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
      return now;
    }
  }

  private final class Kept implements Alarms {
    @Override
    public boolean raise(Alarm alarm, Draft entry) {
      rows.add(entry);
      return raised.putIfAbsent(alarm.obligationId(), alarm) == null;
    }

    @Override
    public boolean clear(Alarm alarm, Instant at, Draft entry) {
      rows.add(entry);
      raised.put(
          alarm.obligationId(),
          new Alarm(
              alarm.id(),
              alarm.obligationId(),
              alarm.workflowId(),
              alarm.kind(),
              alarm.database(),
              alarm.summary(),
              alarm.deadline(),
              alarm.raisedAt(),
              Optional.of(at)));
      return true;
    }

    @Override
    public Optional<Alarm> find(String id) {
      return raised.values().stream().filter(it -> it.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Alarm> of(String obligationId) {
      return Optional.ofNullable(raised.get(obligationId));
    }

    @Override
    public List<Alarm> standing() {
      return raised.values().stream().filter(Alarm::stands).toList();
    }
  }

  private final class Listed implements Obligations {
    @Override
    public Optional<Obligation> find(String id) {
      if (damaged.contains(id)) {
        throw new ObligationDamaged(id, "no such state");
      }
      return Optional.ofNullable(owed.get(id));
    }

    @Override
    public List<DamagedObligation> damaged() {
      return damaged.stream()
          .map(
              id ->
                  new DamagedObligation(
                      id, "w", "egress-cut", "orders-replica", "XX", "egress", "no such state"))
          .toList();
    }

    @Override
    public List<Obligation> open() {
      return owed.values().stream()
          .filter(it -> it.state() != ObligationState.CLOSED && !damaged.contains(it.id()))
          .toList();
    }

    @Override
    public List<Obligation> list(int limit) {
      return List.copyOf(owed.values());
    }

    @Override
    public List<Obligation> openOf(String workflowId) {
      return open();
    }

    @Override
    public List<Obligation> closedSince(String kind, Instant since) {
      return closedOf(kind);
    }

    @Override
    public List<Obligation> closedOf(String kind) {
      return List.of();
    }

    @Override
    public List<Obligation> overdue(Instant at) {
      return open().stream().filter(it -> it.deadline().isBefore(at)).toList();
    }
  }
}
