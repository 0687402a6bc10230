package io.replicamedic.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.journal.EntryKind;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

@WithWeb
@Timeout(30)
class EventStreamTest {
  private static final String EVENTS = "/api/v1/workflows/w1/events";

  @Autowired private Api api;
  @Autowired private MemoryStore store;
  @Autowired private LiveStreams live;

  @BeforeEach
  void empty() {
    store.clear();
  }

  @Test
  void every_row_is_one_event_and_the_end_closes_the_stream() {
    ended();

    try (Api.Lines lines = api.follow(EVENTS)) {
      assertThat(lines.rest(""))
          .filteredOn(line -> !line.startsWith("data:"))
          .containsExactly(
              "id:1", "event:started", "", "id:2", "event:phase", "", "id:3", "event:ended", "");
    }
  }

  @Test
  void the_data_is_the_row() {
    ended();

    try (Api.Lines lines = api.follow(EVENTS)) {
      String data = lines.next("data:");
      assertThat(Wire.stored(data).at("/kind").asString("")).isEqualTo("STARTED");
      assertThat(Wire.stored(data).at("/hash").asString("")).hasSize(64);
    }
  }

  @Test
  void whoever_comes_back_gets_what_was_missed_and_nothing_twice() {
    ended();

    try (Api.Lines lines = api.follow(EVENTS, "Last-Event-ID", "1")) {
      assertThat(lines.rest("id:")).containsExactly("2", "3");
    }
  }

  @Test
  void last_event_id_goes_before_after() {
    ended();

    try (Api.Lines lines = api.follow(EVENTS + "?after=0", "Last-Event-ID", "2")) {
      assertThat(lines.rest("id:")).containsExactly("3");
    }
    try (Api.Lines lines = api.follow(EVENTS + "?after=1")) {
      assertThat(lines.rest("id:")).containsExactly("2", "3");
    }
  }

  @Test
  void whoever_has_every_row_of_an_ended_workflow_is_told_not_to_come_back() {
    ended();

    assertThat(api.get(EVENTS, "Last-Event-ID", "3").status()).isEqualTo(204);
  }

  @Test
  void rows_come_as_they_are_committed() {
    store.put(Samples.running("w1", 1), Samples.row(EntryKind.STARTED, "", "", "started"));
    try (Api.Lines lines = api.follow(EVENTS)) {
      assertThat(lines.next("id:")).isEqualTo("1");

      store.put(Samples.running("w1", 2), Samples.row(EntryKind.PHASE, "diagnose", "", "phase"));
      assertThat(lines.next("id:")).isEqualTo("2");

      store.put(Samples.succeeded("w1", 3), Samples.row(EntryKind.ENDED, "", "", "SUCCEEDED"));
      assertThat(lines.rest("id:")).containsExactly("3");
    }
  }

  @Test
  void more_rows_than_a_page_are_all_sent() {
    for (int i = 1; i <= 1201; i++) {
      store.put(
          Samples.running("w1", i), Samples.row(EntryKind.WAITING, "diagnose", "", "row " + i));
    }
    store.put(Samples.succeeded("w1", 1202), Samples.row(EntryKind.ENDED, "", "", "SUCCEEDED"));

    try (Api.Lines lines = api.follow(EVENTS, "Last-Event-ID", "1")) {
      assertThat(lines.rest("id:")).hasSize(1201).first().isEqualTo("2");
    }
  }

  @Test
  void silence_is_broken_by_a_comment() {
    store.put(Samples.running("w1", 1), Samples.row(EntryKind.STARTED, "", "", "started"));

    try (Api.Lines lines = api.follow(EVENTS)) {
      assertThat(lines.next(":")).isEqualTo("still here");
    }
  }

  @Test
  void a_listener_that_goes_away_is_let_go() {
    store.put(Samples.running("w1", 1), Samples.row(EntryKind.STARTED, "", "", "started"));
    try (Api.Lines lines = api.follow(EVENTS)) {
      assertThat(lines.next("id:")).isEqualTo("1");
      assertThat(live.listeners()).isPositive();
    }

    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> live.listeners() == 0);
  }

  @Test
  void a_number_that_is_none_is_400() {
    ended();

    WrongInputTest.isProblem(api.get(EVENTS, "Last-Event-ID", "x"), 400, "invalid-request");
  }

  private void ended() {
    store.put(
        Samples.succeeded("w1", 9),
        Samples.row(EntryKind.STARTED, "", "", "started"),
        Samples.row(EntryKind.PHASE, "diagnose", "", "phase: diagnose"),
        Samples.row(EntryKind.ENDED, "diagnose", "", "SUCCEEDED"));
  }
}
