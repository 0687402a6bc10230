package io.replicamedic.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.durability.Auditor;
import io.replicamedic.durability.Fact;
import io.replicamedic.fleet.Fleet;
import io.replicamedic.fleet.Registry;
import io.replicamedic.lab.Await;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.DurabilityFacts;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SourceSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** Who is audited when nobody asks. */
class AuditScheduleTest {
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration WAIT = Duration.ofMinutes(1);

  private final MemoryAudits store = new MemoryAudits();
  private final CountDownLatch answers = new CountDownLatch(1);
  private volatile Instant now = Audited.NOON;
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

  @Test
  void each_is_audited_once_and_again_when_its_time_has_come() {
    AuditSchedule schedule = schedule(DAY, registry("quick", 20));

    assertThat(schedule.run()).isEqualTo(20);
    assertThat(schedule.run()).isZero();
    now = now.plus(DAY.multipliedBy(9).dividedBy(10)).minusSeconds(1);
    assertThat(schedule.run()).isZero();
    now = Audited.NOON.plus(DAY);
    int half = schedule.run();
    assertThat(half).isBetween(1, 19);
    now = Audited.NOON.plus(DAY.multipliedBy(11).dividedBy(10));
    assertThat(schedule.run()).isEqualTo(20 - half);
    assertThat(store.last("quick-0").orElseThrow().occasion()).isEqualTo(new Occasion.Scheduled());
  }

  @Test
  void one_that_somebody_had_audited_waits_from_then() {
    AuditSchedule schedule = schedule(DAY, registry("quick", 2));
    store.keep(Audited.after("quick-0", 0, Map.of()), Audited.asked("why"));

    assertThat(schedule.run()).isEqualTo(1);
  }

  @Test
  void an_audit_of_the_future_is_no_audit_of_now() {
    AuditSchedule schedule = schedule(DAY, registry("quick", 1));
    assertThat(schedule.run()).isEqualTo(1);
    now = Audited.NOON.minus(Duration.ofDays(30));

    assertThat(schedule.run()).isEqualTo(1);
  }

  @Test
  void nothing_is_audited_when_it_is_off_or_right_after_the_start() {
    Registry one = registry("quick", 1);
    AuditSchedule late =
        new AuditSchedule(
            one,
            audits(one),
            store.times(),
            new AuditSchedule.Pace(DAY, Duration.ofMinutes(1), Duration.ofSeconds(1)),
            clock);

    assertThat(schedule(Duration.ZERO, one).run()).isZero();
    assertThat(late.run()).isZero();
    now = now.plusSeconds(60);
    assertThat(late.run()).isEqualTo(1);
  }

  @Test
  void a_hundred_that_do_not_answer_stop_nobody() {
    List<Database> slow = databases("slow", 100).toList();
    Registry registry = new Registry(Stream.concat(slow.stream(), databases("quick", 5)).toList());
    AuditSchedule schedule = schedule(DAY, registry);
    CompletableFuture<Integer> run = CompletableFuture.supplyAsync(schedule::run);

    Await.until(
        "the others are audited",
        WAIT,
        () -> store.lasts().stream().map(it -> it.audit().database()).toList().size() == 5);
    assertThat(store.lasts()).allMatch(it -> it.audit().database().startsWith("quick"));
    assertThat(run).isNotDone();
    answers.countDown();
    assertThat(run.join()).isEqualTo(105);
  }

  @Test
  void whoever_leaves_begins_nothing_more() {
    AuditSchedule schedule = schedule(DAY, registry("quick", 3));
    schedule.leave();

    assertThat(schedule.run()).isZero();
    assertThat(store.lasts()).isEmpty();
  }

  private AuditSchedule schedule(Duration interval, Registry registry) {
    return new AuditSchedule(
        registry,
        audits(registry),
        store.times(),
        new AuditSchedule.Pace(interval, Duration.ZERO, Duration.ofMillis(20)),
        clock);
  }

  private Audits audits(Registry registry) {
    Inspection inspection =
        new Inspection(registry, new Scripted(), Mockito.mock(AwsAccounts.class), WAIT, clock);
    return new Audits(registry, inspection, new Auditor(), store);
  }

  private static Registry registry(String name, int count) {
    return new Registry(databases(name, count).toList());
  }

  private static Stream<Database> databases(String name, int count) {
    return IntStream.range(0, count).mapToObj(n -> Fleet.replica(name + "-" + n));
  }

  /** Those that are called quick answer; the others when the test lets them, or never. */
  private final class Scripted implements Databases {
    private final ReplicaSession session = session();

    private ReplicaSession session() {
      ReplicaSession made = Mockito.mock(ReplicaSession.class, Mockito.withSettings().stubOnly());
      Instant at = Audited.NOON;
      Mockito.when(made.durability(Mockito.any()))
          .thenReturn(
              new DurabilityFacts(
                  new Fact.Known<>(Audited.SAFE, at),
                  new Fact.Unknown<>("none", at),
                  new Fact.Unknown<>("none", at),
                  new Fact.Unknown<>("none", at)));
      return made;
    }

    @Override
    public ReplicaSession openReplica(Database database) {
      if (database.id().startsWith("slow")) {
        hang();
        throw new DatabaseUnreachable(
            "replica", database.endpoint(), 2013, "lost", new IllegalStateException());
      }
      return session;
    }

    @Override
    public SourceSession openSource(Database database, String channel) {
      throw new IllegalStateException("an audit asks no source");
    }

    private void hang() {
      try {
        answers.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
