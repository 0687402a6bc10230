package io.replicamedic.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.journal.EntryKind;
import io.replicamedic.journal.JournalEntry;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.web.Api.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@WithWeb
class JournalReadingTest {
  @Autowired private Api api;
  @Autowired private MemoryStore store;
  @Autowired private MemoryObligations obligations;

  @BeforeEach
  void three_rows() {
    store.clear();
    obligations.clear();
    store.put(
        Samples.running("w1", 1),
        Samples.row(EntryKind.STARTED, "", "", "one"),
        Samples.row(EntryKind.PHASE, "diagnose", "", "two"),
        Samples.row(EntryKind.SKIPPED, "diagnose", "look", "three"));
  }

  @Test
  void a_page_names_the_next_one() {
    Answer first = api.get("/api/v1/workflows/w1/journal?limit=2");
    Answer second = api.get("/api/v1/workflows/w1/journal?limit=2&after=" + first.at("/next"));

    assertThat(first.json().at("/rows").size()).isEqualTo(2);
    assertThat(second.at("/rows/0/summary")).isEqualTo("three");
    assertThat(second.json().has("next")).isFalse();
  }

  @Test
  void a_stream_can_be_read_by_its_name() {
    assertThat(api.get("/api/v1/journal?stream=w1").json().at("/rows").size()).isEqualTo(3);
    assertThat(api.get("/api/v1/journal?stream=other").json().at("/rows").size()).isZero();
  }

  @Test
  void plain_text_is_one_line_a_row() {
    Answer answer = api.get("/api/v1/workflows/w1/journal", "Accept", "text/plain");

    assertThat(answer.header("Content-Type")).startsWith("text/plain");
    assertThat(answer.body().lines()).hasSize(4);
    assertThat(answer.body().lines().toList().getLast()).endsWith("SKIPPED  diagnose/look  three");
  }

  @Test
  void whole_chains_verify() {
    Answer answer = api.get("/api/v1/journal/verification");

    assertThat(answer.json().at("/ok").asBoolean()).isTrue();
    assertThat(answer.json().at("/streams/0/rows").asInt()).isEqualTo(3);
  }

  @Test
  void a_changed_row_is_found() {
    JournalEntry row = store.read("w1", 1, 1).getFirst();
    store.forge(
        "w1",
        1,
        new JournalEntry(
            row.stream(),
            row.seq(),
            row.at(),
            row.kind(),
            row.actor(),
            row.phase(),
            row.rung(),
            "never happened",
            row.detail(),
            row.previousHash(),
            row.hash()));

    Answer answer = api.get("/api/v1/journal/verification");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/ok").asBoolean()).isFalse();
    assertThat(answer.at("/streams/0/firstBreak")).contains("row 2");
  }

  @Test
  void open_obligations_are_listed_and_closed_ones_on_request() {
    obligations.put(Samples.obligation("o1", ObligationState.CLOSED));
    obligations.put(Samples.obligation("o2", ObligationState.OWED));

    assertThat(api.get("/api/v1/obligations").at("/obligations/0/id")).isEqualTo("o2");
    assertThat(api.get("/api/v1/obligations").json().at("/obligations").size()).isEqualTo(1);
    assertThat(api.get("/api/v1/obligations?all=true").json().at("/obligations").size())
        .isEqualTo(2);
    assertThat(api.get("/api/v1/obligations/o1").at("/undo/host")).isEqualTo("10.0.0.2");
  }
}
