package io.replicamedic.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.replicamedic.adapter.store.OpenStore;
import io.replicamedic.audit.AuditSchedule;
import io.replicamedic.audit.AuditTimes;
import io.replicamedic.audit.Audits;
import io.replicamedic.audit.Inspection;
import io.replicamedic.audit.MemoryAudits;
import io.replicamedic.durability.Auditor;
import io.replicamedic.fleet.Fleet;
import io.replicamedic.fleet.Registry;
import io.replicamedic.lab.Await;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.Databases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** Scheduled audits of several instances on one store. */
class FleetAuditWiringTest {
  private static final Duration WAIT = Duration.ofMinutes(1);
  private static final Duration OFTEN = Duration.ofMillis(20);

  private final Registry registry =
      new Registry(List.of(Fleet.replica("one"), Fleet.replica("two")));
  private final MemoryAudits kept = new MemoryAudits();
  private final Map<String, AtomicInteger> opened = new ConcurrentHashMap<>();
  private final CountDownLatch answers = new CountDownLatch(1);
  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void one_of_two_instances_audits_and_the_other_does_not_meanwhile_or_after() {
    try (OpenStore store = OpenStore.inMemory("audits-of-two")) {
      DataSource source = store.context().getBean(DataSource.class);
      AtomicInteger beatsOfA = new AtomicInteger();
      AtomicInteger beatsOfB = new AtomicInteger();
      Scheduler a = instance(source, "a", beatsOfA);
      Scheduler b = instance(source, "b", beatsOfB);
      a.start();
      b.start();
      try {
        Await.until("both are asked", WAIT, () -> opened.size() == 2);
        int before = Math.max(beatsOfA.get(), beatsOfB.get());
        Await.until(
            "both instances have looked for tasks",
            WAIT,
            () -> beatsOfA.get() > before + 5 && beatsOfB.get() > before + 5);
        assertThat(looks.get()).isEqualTo(1);
        answers.countDown();
        Await.until("it is looked again", WAIT, () -> looks.get() > 3);
      } finally {
        answers.countDown();
        a.stop();
        b.stop();
      }
    }
    assertThat(opened.values()).extracting(AtomicInteger::get).containsExactly(1, 1);
    assertThat(kept.lasts()).hasSize(2).allMatch(it -> it.runs() == 1);
  }

  private Scheduler instance(DataSource store, String name, AtomicInteger beats) {
    AuditSchedule schedule =
        new AuditSchedule(
            registry,
            audits(),
            new CountedTimes(),
            new AuditSchedule.Pace(Duration.ofHours(24), Duration.ZERO, Duration.ofSeconds(1)),
            Clock.systemUTC());
    return Scheduler.create(store)
        .startTasks(
            FleetAuditWiring.task(schedule, OFTEN),
            Tasks.recurring("beat-" + name, FixedDelay.of(OFTEN))
                .execute((instance, context) -> beats.incrementAndGet()))
        .schedulerName(() -> name)
        .pollingInterval(OFTEN)
        .build();
  }

  private Audits audits() {
    Databases databases = Mockito.mock(Databases.class);
    Mockito.when(databases.openReplica(any())).thenAnswer(call -> fails(call.getArgument(0)));
    Inspection inspection =
        new Inspection(
            registry, databases, Mockito.mock(AwsAccounts.class), WAIT, Clock.systemUTC());
    return new Audits(registry, inspection, new Auditor(), kept);
  }

  private Object fails(Database database) throws InterruptedException {
    opened.computeIfAbsent(database.id(), _ -> new AtomicInteger()).incrementAndGet();
    answers.await();
    throw new DatabaseUnreachable(
        "replica", database.endpoint(), 2003, "refused", new IllegalStateException());
  }

  /** Those of the store; counts who looks whose time has come. */
  private final class CountedTimes implements AuditTimes {
    @Override
    public Map<String, Instant> last() {
      looks.incrementAndGet();
      return kept.times().last();
    }

    @Override
    public Optional<Instant> last(String database) {
      return kept.times().last(database);
    }
  }
}
