package io.replicamedic.web;

import static io.replicamedic.web.WrongInputTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.fleet.MemoryHistory;
import io.replicamedic.replication.ReplicationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Changes of the replicas' states, live. */
@WithWeb
@Timeout(60)
class ReplicaEventsTest {
  private static final String REPLICAS = "/api/v1/replicas";
  private static final String ALL = REPLICAS + "/events";

  @Autowired private Api api;
  @Autowired private ScriptedDatabases databases;
  @Autowired private MemoryHistory store;
  @Autowired private ChangeStreams streams;

  private long start;

  @BeforeEach
  void nothing_is_configured() {
    reads("orders-replica", Optional.empty());
    reads("far-away", Optional.empty());
    start = store.head().last();
  }

  @AfterEach
  void nobody_listens_any_more() {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> streams.listeners() == 0);
  }

  @Test
  void a_change_comes_as_soon_as_it_is_stored_and_silence_is_filled() {
    try (Api.Lines lines = api.follow(ALL)) {
      assertThat(lines.next("id:")).isEqualTo(Long.toString(start));
      assertThat(lines.next(":")).isEqualTo("listening");
      assertThat(lines.next(":")).isEqualTo("still here");
      reads("orders-replica", Optional.of(Samples.GHOST));
      assertThat(lines.next("event:")).isEqualTo("change");
      String data = lines.next("data:");
      assertThat(Wire.stored(data).at("/replica").asString("")).isEqualTo("orders-replica");
      assertThat(Wire.stored(data).at("/after/code").asString("")).isEqualTo("GHOST");
      assertThat(Wire.stored(data).at("/seq").asLong()).isEqualTo(start + 1);
    }
  }

  @Test
  void whoever_comes_back_gets_what_was_missed_and_nothing_twice() {
    reads("orders-replica", Optional.of(Samples.GHOST));
    reads("far-away", Optional.of(Samples.GHOST));
    reads("orders-replica", Optional.empty());

    assertThat(changes(ALL, start, 3)).containsExactly(start + 1, start + 2, start + 3);
    assertThat(changes(ALL, start + 2, 1)).containsExactly(start + 3);
  }

  @Test
  void it_is_filtered_by_replica_and_by_how_bad_it_was_or_became() {
    reads("orders-replica", Optional.of(Samples.GHOST));
    reads("far-away", Optional.of(Samples.GHOST));
    reads("far-away", Optional.empty());
    reads("orders-replica", Optional.of(Samples.STOPPED));
    reads("orders-replica", Optional.empty());

    assertThat(changes(REPLICAS + "/orders-replica/events", start, 3))
        .containsExactly(start + 1, start + 4, start + 5);
    assertThat(changes(ALL + "?id=far-away", start, 2)).containsExactly(start + 2, start + 3);
    assertThat(changes(ALL + "?id=far-away&id=orders-replica&severity=CRITICAL", start, 4))
        .containsExactly(start + 1, start + 2, start + 3, start + 4);
  }

  @Test
  void whoever_was_away_for_too_long_is_told_that_some_is_gone() {
    reads("orders-replica", Optional.of(Samples.GHOST));
    store.pruneChanges(Instant.MAX, 1000);

    try (Api.Lines lines = api.follow(ALL, "Last-Event-ID", Long.toString(start))) {
      assertThat(lines.next("event:")).isEqualTo("missed");
      assertThat(Wire.stored(lines.next("data:")).at("/upTo").asLong()).isEqualTo(start + 1);
    }
  }

  @Test
  void whoever_follows_a_quiet_replica_misses_nothing_when_others_changes_are_deleted() {
    String quiet = REPLICAS + "/orders-replica/events";
    reads("far-away", Optional.of(Samples.GHOST));
    try (Api.Lines lines = api.follow(quiet, "Last-Event-ID", Long.toString(start))) {
      assertThat(lines.next("id:")).isEqualTo(Long.toString(start));
      assertThat(lines.next("id:")).isEqualTo(Long.toString(start + 1));
    }
    store.pruneChanges(Instant.MAX, 1000);

    try (Api.Lines lines = api.follow(quiet, "Last-Event-ID", Long.toString(start + 1))) {
      reads("orders-replica", Optional.of(Samples.GHOST));
      assertThat(lines.next("event:")).isEqualTo("change");
    }
  }

  @Test
  void the_number_of_listeners_is_bounded() {
    List<Api.Lines> all = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        all.add(api.follow(ALL));
      }
      isProblem(api.get(ALL), 503, "unavailable");
    } finally {
      all.forEach(Api.Lines::close);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"severity=BAD", "after=-1", "after=x"})
  void wrong_parameters_are_refused_by_name(String parameter) {
    isProblem(api.get(ALL + "?" + parameter), 400, "invalid-request");
  }

  @Test
  void nobody_can_follow_what_is_not_there() {
    isProblem(api.get(ALL + "?id=nobody"), 404, "unknown-database");
    isProblem(api.get(REPLICAS + "/orders-source/events"), 404, "not-a-replica");
  }

  private List<Long> changes(String path, long after, int count) {
    List<Long> seqs = new ArrayList<>();
    try (Api.Lines lines = api.follow(path, "Last-Event-ID", Long.toString(after))) {
      for (int i = 0; i < count; i++) {
        seqs.add(Wire.stored(lines.next("data:")).at("/seq").asLong());
      }
    }
    return seqs;
  }

  /** Reads it, and waits until the change is stored, if it is one. */
  private void reads(String id, Optional<ReplicationStatus> status) {
    databases.answer(() -> status);
    String code = api.get(REPLICAS + "/" + id + "/status?fresh=true").at("/diagnosis/code");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> store.state(id).filter(it -> it.code().name().equals(code)).isPresent());
  }
}
