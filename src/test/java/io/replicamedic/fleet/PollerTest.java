package io.replicamedic.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.lab.Await;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SourceSession;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.Tolerances;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** Watching many: each on its own. */
class PollerTest {
  /** Only what never comes takes that long. */
  private static final Duration WAIT = Duration.ofMinutes(1);

  private static final Duration OFTEN = Duration.ofMillis(20);

  private final Clock clock = Clock.systemUTC();
  private final Registry registry =
      new Registry(List.of(Fleet.replica("one"), Fleet.replica("two")));
  private final Map<String, AtomicInteger> opened = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> closed = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> read = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> sources = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> closedSources = new ConcurrentHashMap<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private volatile String dead = "";
  private volatile String hung = "";
  private volatile String executedThere = ":1-10";

  private final Scripted sessions = new Scripted();

  private final Replicas replicas =
      new Replicas(
          registry,
          sessions,
          id -> List.of(),
          new Latches(new MemoryLatches(), clock),
          reading -> {},
          new RdsKnowledge(registry),
          clock,
          Duration.ofMinutes(1),
          Tolerances.standard());

  private Poller poller() {
    return new Poller(registry, sessions, replicas, OFTEN, OFTEN, clock);
  }

  @Test
  void each_is_read_again_and_again_over_one_session() {
    try (Poller poller = poller()) {
      poller.start();
      Await.until(
          "both are read often", WAIT, () -> count(read, "one") > 9 && count(read, "two") > 9);
    }
    assertThat(count(opened, "one")).isEqualTo(1);
    assertThat(count(closed, "one")).isEqualTo(1);
    assertThat(code("one")).contains(DiagnosisCode.HEALTHY);
  }

  @Test
  void one_that_hangs_delays_nobody_else() {
    hung = "one";
    try (Poller poller = poller()) {
      poller.start();
      Await.until("the other is read often", WAIT, () -> count(read, "two") > 9);
      assertThat(code("one")).isEmpty();
      // As a socket's read ends after its time-out.
      never.countDown();
    }
    assertThat(count(closed, "one")).isEqualTo(1);
  }

  @Test
  void a_dead_one_is_said_and_is_read_again_once_it_lives_over_a_new_session() {
    try (Poller poller = poller()) {
      poller.start();
      Await.until("it is read", WAIT, () -> code("one").equals(Optional.of(DiagnosisCode.HEALTHY)));
      dead = "one";
      Await.until(
          "it is dead", WAIT, () -> code("one").equals(Optional.of(DiagnosisCode.UNREACHABLE)));
      assertThat(code("two")).contains(DiagnosisCode.HEALTHY);
      dead = "";
      Await.until("it lives", WAIT, () -> code("one").equals(Optional.of(DiagnosisCode.HEALTHY)));
    }
    assertThat(count(opened, "one")).isGreaterThan(1).isEqualTo(count(closed, "one"));
    assertThat(count(opened, "two")).isEqualTo(1);
  }

  @Test
  void what_only_the_source_can_tell_is_asked_there() {
    executedThere = ":1-9";
    try (Poller poller = poller()) {
      poller.start();
      Await.until(
          "it is compared",
          WAIT,
          () -> code("one").equals(Optional.of(DiagnosisCode.ERRANT_TRANSACTIONS)));
    }
    assertThat(count(sources, "one")).isPositive().isEqualTo(count(closedSources, "one"));
  }

  private Optional<DiagnosisCode> code(String id) {
    return replicas.standings().stream()
        .filter(it -> it.database().id().equals(id))
        .findFirst()
        .orElseThrow()
        .diagnosis()
        .map(it -> it.code());
  }

  private static int count(Map<String, AtomicInteger> counts, String id) {
    return counts.computeIfAbsent(id, key -> new AtomicInteger()).get();
  }

  private static void add(Map<String, AtomicInteger> counts, String id) {
    counts.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
  }

  /**
   * Sessions that answer, break or hang as told. Made before anybody waits for them: the first mock
   * of a run costs a second of CPU, which is twenty where ten processes want it.
   */
  private final class Scripted implements Databases {
    private final Map<String, ReplicaSession> replicas =
        registry.replicas().stream().collect(Collectors.toMap(Database::id, this::replica));
    private final Map<String, SourceSession> sources =
        registry.replicas().stream().collect(Collectors.toMap(Database::id, this::source));

    @Override
    public ReplicaSession openReplica(Database database) {
      refuseIfDead(database);
      add(opened, database.id());
      return Objects.requireNonNull(replicas.get(database.id()));
    }

    @Override
    public SourceSession openSource(Database database, String channel) {
      add(PollerTest.this.sources, database.id());
      return Objects.requireNonNull(sources.get(database.id()));
    }

    private ReplicaSession replica(Database database) {
      ReplicaSession session =
          Mockito.mock(ReplicaSession.class, Mockito.withSettings().stubOnly());
      Mockito.when(session.statuses()).thenAnswer(call -> statuses(database));
      Mockito.when(session.recentFacts()).thenReturn(Fleet.FACTS);
      Mockito.doAnswer(call -> counted(closed, database)).when(session).close();
      return session;
    }

    private SourceSession source(Database database) {
      SourceSession session = Mockito.mock(SourceSession.class, Mockito.withSettings().stubOnly());
      Mockito.when(session.facts()).thenAnswer(call -> Fleet.sourceFacts(executedThere));
      Mockito.doAnswer(call -> counted(closedSources, database)).when(session).close();
      return session;
    }

    private @Nullable Object counted(Map<String, AtomicInteger> counts, Database database) {
      add(counts, database.id());
      return null;
    }

    private List<ReplicationStatus> statuses(Database database) throws InterruptedException {
      refuseIfDead(database);
      if (hung.equals(database.id())) {
        never.await();
        throw unreachable(database);
      }
      add(read, database.id());
      return List.of(Fleet.healthy(clock.instant()));
    }

    private void refuseIfDead(Database database) {
      if (dead.equals(database.id())) {
        throw unreachable(database);
      }
    }

    private DatabaseUnreachable unreachable(Database database) {
      return new DatabaseUnreachable(
          "replica " + database.id(),
          database.endpoint(),
          0,
          "connection failed",
          new IllegalStateException());
    }
  }
}
