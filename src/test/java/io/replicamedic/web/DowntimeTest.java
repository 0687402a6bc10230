package io.replicamedic.web;

import static io.replicamedic.web.WrongInputTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.web.Api.Answer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** People say that a database will be unwell. */
@WithWeb
class DowntimeTest {
  private static final String DOWNTIME = "/api/v1/databases/orders-replica/downtime";
  private static final String REPLICAS = "/api/v1/replicas";
  private static final String STATUS = REPLICAS + "/orders-replica/status";

  private final Instant until =
      Instant.now().plus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

  @Autowired private Api api;
  @Autowired private ScriptedDatabases databases;

  @BeforeEach
  void a_ghost() {
    databases.answer(() -> Optional.of(Samples.GHOST));
    api.get(STATUS + "?fresh=true");
  }

  @AfterEach
  void none_is_left() {
    api.delete(DOWNTIME + "?reason=over");
  }

  @Test
  void it_is_told_beside_the_diagnosis_which_it_never_hides() {
    String before = api.get(STATUS).header("ETag");
    Answer put = put();
    Answer status = api.get(STATUS);

    assertThat(put.status()).isEqualTo(200);
    assertThat(put.at("/setBy")).isEqualTo("oncall");
    assertThat(status.at("/downtime/until")).isEqualTo(until.toString());
    assertThat(status.at("/downtime/owner")).isEqualTo("dba-oncall");
    assertThat(status.at("/diagnosis/code")).isEqualTo("GHOST");
    assertThat(status.at("/diagnosis/severity")).isEqualTo("CRITICAL");
    assertThat(status.header("ETag")).isNotEqualTo(before);
    assertThat(api.get(STATUS, "Accept", "text/plain").body())
        .containsSubsequence("downtime", "until", "dba-oncall: moving the source");
    assertThat(api.get(DOWNTIME).at("/reason")).isEqualTo("moving the source");
  }

  @Test
  void the_list_marks_it_and_is_filtered_by_it() {
    put();

    assertThat(api.get(REPLICAS + "?downtime=true").json().at("/matching").asInt()).isEqualTo(1);
    assertThat(api.get(REPLICAS + "?downtime=true").at("/replicas/0/downtimeUntil"))
        .isEqualTo(until.toString());
    assertThat(api.get(REPLICAS + "?downtime=true").at("/replicas/0/code")).isEqualTo("GHOST");
    assertThat(api.get(REPLICAS + "?downtime=false").body()).doesNotContain("downtimeUntil");
    assertThat(api.get(REPLICAS, "Accept", "text/plain").body())
        .containsSubsequence("DOWNTIME", "GHOST", " min left");
  }

  @Test
  void it_can_be_ended_early_and_then_there_is_none() {
    put();

    assertThat(api.delete(DOWNTIME + "?reason=done").status()).isEqualTo(204);
    isProblem(api.get(DOWNTIME), 404, "no-downtime");
    isProblem(api.delete(DOWNTIME + "?reason=done"), 404, "no-downtime");
    assertThat(api.get(STATUS).json().has("downtime")).isFalse();
  }

  @Test
  void it_needs_an_end_that_is_near_enough() {
    Answer none = api.put(DOWNTIME, "{\"owner\":\"a\",\"reason\":\"moving\"}");
    Answer past = api.put(DOWNTIME, body("a", "moving", "2026-01-01T00:00:00Z"));
    Answer far = api.put(DOWNTIME, body("a", "moving", "2999-01-01T00:00:00Z"));

    isProblem(none, 400, "invalid-request");
    isProblem(past, 400, "invalid-request");
    isProblem(far, 400, "invalid-request");
    assertThat(past.at("/detail")).contains("'until' must be in the future");
    assertThat(far.at("/detail")).contains("at most 7 days");
    isProblem(api.get(DOWNTIME), 404, "no-downtime");
  }

  @ParameterizedTest
  @CsvSource({"'',moving,owner", "a,'',reason", "a,no,reason"})
  void who_and_why_must_be_said(String owner, String reason, String field) {
    Answer answer = api.put(DOWNTIME, body(owner, reason, until.toString()));

    isProblem(answer, 400, "invalid-request");
    assertThat(answer.at("/fields/0/field")).isEqualTo(field);
  }

  @Test
  void ending_it_needs_a_reason_and_it_needs_a_registered_database() {
    isProblem(api.delete(DOWNTIME), 400, "invalid-request");
    isProblem(
        api.put("/api/v1/databases/nobody/downtime", body("a", "moving", until.toString())),
        404,
        "unknown-database");
    isProblem(api.put(DOWNTIME, body("a", "moving", "tomorrow")), 400, "wrong-type");
  }

  private Answer put() {
    return api.put(DOWNTIME, body("dba-oncall", "moving the source", until.toString()));
  }

  private static String body(String owner, String reason, String end) {
    return "{\"owner\":\"%s\",\"reason\":\"%s\",\"until\":\"%s\"}".formatted(owner, reason, end);
  }
}
