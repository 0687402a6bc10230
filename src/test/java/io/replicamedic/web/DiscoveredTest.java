package io.replicamedic.web;

import static io.replicamedic.web.WrongInputTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.fleet.Discovery;
import io.replicamedic.fleet.Look;
import io.replicamedic.fleet.ScriptedSurvey;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.web.Api.Answer;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Databases that nobody registered are shown with what RDS says, and never touched. */
@WithWeb
class DiscoveredTest {
  @Autowired private Api api;
  @Autowired private MemoryStore store;
  @Autowired private Discovery discovery;
  @Autowired private ScriptedSurvey survey;

  @BeforeEach
  void found() {
    store.clear();
    survey.tell(
        ScriptedSurvey.instance("lone", "", "", Instant.EPOCH),
        ScriptedSurvey.instance("stray-rr", "lone", "error, not normal, 1062", Instant.EPOCH));
    Look.at(discovery);
  }

  @AfterEach
  void gone() {
    survey.tell();
    Look.at(discovery);
  }

  @Test
  void they_are_listed_apart_from_the_registered_ones_and_marked() {
    Answer databases = api.get("/api/v1/databases");
    assertThat(databases.json().path("discovered")).hasSize(2);
    assertThat(databases.at("/discovered/0/id")).isEqualTo("rds:lone");
    assertThat(databases.json().at("/discovered/0/discovered").asBoolean()).isTrue();
    Answer replicas = api.get("/api/v1/replicas");
    assertThat(replicas.json().path("discovered")).hasSize(1);
    assertThat(replicas.at("/discovered/0/id")).isEqualTo("rds:stray-rr");
    assertThat(api.get("/api/v1/replicas", "Accept", "text/plain").body())
        .contains("rds:stray-rr", "discovered, not registered");
    assertThat(api.get("/api/v1/replicas?severity=WARNING").json().path("discovered")).isEmpty();
  }

  @Test
  void its_status_is_what_rds_says_and_what_is_unknown_is_said_to_be() {
    Answer status = api.get("/api/v1/replicas/rds:stray-rr/status");
    assertThat(status.status()).isEqualTo(200);
    assertThat(status.at("/replication")).startsWith("unknown: it is not registered");
    assertThat(status.json().has("diagnosis")).isFalse();
    assertThat(status.json().at("/rds/statusInfos/0").asString()).contains("1062");
    assertThat(status.json().has("admin")).isFalse();
    assertThat(api.get("/api/v1/databases/rds:lone").at("/register"))
        .contains("host: lone.rds.example.net", "instance: lone");
  }

  @Test
  void nothing_is_ever_done_to_one_and_the_refusal_says_what_to_register() {
    for (String dryRun : new String[] {"true", "false"}) {
      Answer answer =
          api.post(
              "/api/v1/replicas/rds:stray-rr/unstick",
              "{\"reason\": \"paged\", \"dryRun\": " + dryRun + "}");
      isProblem(answer, 403, "not-registered");
      assertThat(answer.at("/register")).contains("kind: rds-managed", "instance: stray-rr");
    }
    assertThat(store.list("", 9).workflows()).isEmpty();
    assertThat(store.read("database:rds:stray-rr", 0, 9))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.kind()).isEqualTo(EntryKind.REFUSED));
  }

  @Test
  void what_is_gone_from_rds_is_unknown_again() {
    survey.tell();
    Look.at(discovery);
    isProblem(api.get("/api/v1/replicas/rds:stray-rr/status"), 404, "unknown-database");
  }
}
