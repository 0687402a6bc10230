package io.replicamedic.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.journal.EntryKind;
import io.replicamedic.obligation.Alarm;
import io.replicamedic.obligation.ObligationState;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A workflow whose record cannot be read hides nobody, and is not hidden; and late obligations. */
@WithWeb
class DamagedWorkflowTest {
  @Autowired private Api api;
  @Autowired private MemoryStore store;
  @Autowired private MemoryObligations obligations;
  @Autowired private MemoryAlarms alarms;

  @BeforeEach
  void damage() {
    store.clear();
    store.put(Samples.running("w1", 1), Samples.row(EntryKind.PHASE, "diagnose", "", "begins"));
    store.put(Samples.running("w2", 1));
    store.damage("w1");
    obligations.put(Samples.obligation("o1", ObligationState.OWED));
  }

  @AfterEach
  void clear() {
    store.clear();
    obligations.clear();
    alarms.clear();
  }

  @Test
  void the_list_shows_it_beside_the_others() {
    JsonNode list = api.get("/api/v1/workflows").json();
    assertThat(list.at("/workflows").size()).isEqualTo(1);
    assertThat(list.at("/workflows/0/id").asString()).isEqualTo("w2");
    assertThat(list.at("/damaged").size()).isEqualTo(1);
    assertThat(list.at("/damaged/0/id").asString()).isEqualTo("w1");
    assertThat(list.at("/damaged/0/why").asString()).isEqualTo("Unexpected end-of-input");
    assertThat(list.at("/damaged/0/journal").asString()).isEqualTo("/api/v1/workflows/w1/journal");
  }

  @Test
  void asked_for_alone_it_is_a_problem_that_names_its_journal_and_what_it_owes() {
    for (String path : new String[] {"", "/evidence", "/events"}) {
      Api.Answer answer = api.get("/api/v1/workflows/w1" + path);
      assertThat(answer.status()).as(path).isEqualTo(500);
      assertThat(answer.at("/code")).isEqualTo("workflow-damaged");
      assertThat(answer.at("/type")).isEqualTo("urn:replica-medic:problem:workflow-damaged");
      assertThat(answer.at("/journal")).isEqualTo("/api/v1/workflows/w1/journal");
      assertThat(answer.at("/obligations/0")).isEqualTo("/api/v1/obligations/o1");
      assertThat(answer.at("/remedy")).contains("repair its row");
    }
  }

  @Test
  void an_obligation_that_cannot_be_read_is_listed_and_says_what_a_person_does() {
    obligations.put(Samples.obligation("o2", ObligationState.OWED));
    obligations.damage("o1");
    JsonNode list = api.get("/api/v1/obligations").json();
    assertThat(list.at("/obligations").size()).isEqualTo(1);
    assertThat(list.at("/obligations/0/id").asString()).isEqualTo("o2");
    assertThat(list.at("/damaged/0/id").asString()).isEqualTo("o1");
    assertThat(list.at("/damaged/0/journal").asString()).isEqualTo("/api/v1/workflows/w1/journal");
    assertThat(api.get("/api/v1/workflows/w1").json().at("/obligations").size()).isEqualTo(2);
    for (String path : new String[] {"", "/undo-commands"}) {
      Api.Answer answer = api.get("/api/v1/obligations/o1" + path);
      assertThat(answer.status()).as(path).isEqualTo(500);
      assertThat(answer.at("/code")).isEqualTo("obligation-damaged");
      assertThat(answer.at("/journal")).isEqualTo("/api/v1/workflows/w1/journal");
      assertThat(answer.at("/remedy")).contains("undo it by hand");
    }
  }

  @Test
  void its_journal_is_read_all_the_same() {
    assertThat(api.get("/api/v1/workflows/w1/journal").at("/rows/0/summary")).isEqualTo("begins");
    assertThat(api.get("/api/v1/workflows/w9/journal").status()).isEqualTo(404);
  }

  @Test
  void what_is_owed_for_too_long_says_so_and_that_people_were_told() {
    JsonNode owed = api.get("/api/v1/obligations/o1").json();
    assertThat(owed.at("/overdue").asBoolean()).isTrue();
    assertThat(owed.has("alarm")).isFalse();
    alarms.put(
        new Alarm(
            "a1",
            "o1",
            "w1",
            Alarm.OVERDUE,
            "orders-replica",
            "still owed",
            Samples.T0.plusSeconds(900),
            Samples.T0.plusSeconds(930),
            Optional.empty()));
    assertThat(api.get("/api/v1/obligations").at("/obligations/0/alarm/id")).isEqualTo("a1");
    obligations.put(Samples.obligation("o1", ObligationState.CLOSED));
    assertThat(api.get("/api/v1/obligations/o1").at("/overdue")).isEqualTo("false");
  }
}
