package io.replicamedic.web;

import static io.replicamedic.web.WrongInputTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.audit.MemoryAudits;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.web.Api.Answer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What can be lost, asked for by its operators. */
@WithWeb
class DurabilityAuditTest {
  private static final String AUDIT = "/api/v1/databases/orders-replica/durability-audit";
  private static final String BODY = "{\"reason\":\"before the failover\",\"ticket\":\"OPS-7\"}";
  private static final String FLUSH = "flush-log-at-commit";
  private static final Map<String, String> LOOSE =
      Map.of("version", "8.0.39", "innodb_flush_log_at_trx_commit", "2");

  @Autowired private Api api;
  @Autowired private ScriptedDatabases databases;
  @Autowired private MemoryAudits audits;

  @BeforeEach
  void never_audited() {
    audits.forget();
    databases.answer(() -> Optional.of(Samples.GHOST));
    databases.say(LOOSE);
  }

  @AfterEach
  void others_get_what_they_expect() {
    databases.answer(() -> Optional.of(Samples.GHOST));
  }

  @Test
  void an_audit_answers_grade_matrix_and_findings_with_values_times_and_a_link() {
    Answer answer = api.post(AUDIT, BODY);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo(AUDIT + "/history/1");
    assertThat(answer.at("/grade")).isNotEmpty();
    assertThat(answer.at("/summary")).isNotEmpty();
    assertThat(answer.at("/by")).isEqualTo("oncall");
    assertThat(answer.at("/ticket")).isEqualTo("OPS-7");
    assertThat(answer.json().at("/matrix").size()).isEqualTo(4);
    JsonNode flush = finding(answer.json(), FLUSH);
    assertThat(flush.at("/documentation").asString())
        .isEqualTo("docs/durability-rules.md#flush-log-at-commit");
    assertThat(flush.at("/read/0/name").asString()).isEqualTo("innodb_flush_log_at_trx_commit");
    assertThat(flush.at("/read/0/value").asString()).isEqualTo("2");
    assertThat(flush.at("/read/0/origin").asString()).isEqualTo("RUN_TIME");
    assertThat(flush.at("/read/0/at").asString()).isNotEmpty();
    assertThat(flush.at("/since").asString()).isNotEmpty();
  }

  @Test
  void the_same_verdict_again_is_200_and_stands_since_the_first() {
    Answer first = api.post(AUDIT, BODY);
    Answer again = api.post(AUDIT, BODY);

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.at("/number")).isEqualTo("1");
    assertThat(again.at("/runs")).isEqualTo("2");
    assertThat(again.at("/since")).isEqualTo(first.at("/since"));
  }

  @Test
  void the_last_one_is_kept_with_a_tag_and_is_the_one_that_was_answered() {
    Answer posted = api.post(AUDIT, BODY);
    Answer last = api.get(AUDIT);

    assertThat(last.json()).isEqualTo(posted.json());
    assertThat(api.get(AUDIT, "If-None-Match", last.header("ETag")).status()).isEqualTo(304);
    api.post(AUDIT, BODY);
    assertThat(api.get(AUDIT).header("ETag")).isNotEqualTo(last.header("ETag"));
  }

  @Test
  void none_yet_is_a_problem_that_says_how_to_run_one() {
    Answer none = api.get(AUDIT);

    isProblem(none, 404, "not-audited");
    assertThat(none.at("/remedy")).contains("POST " + AUDIT);
    isProblem(api.get(AUDIT + "/difference"), 404, "not-audited");
    assertThat(api.get(AUDIT + "/history").json().at("/audits").isEmpty()).isTrue();
  }

  @Test
  void a_database_that_does_not_answer_has_an_audit_that_knows_nothing_and_says_why() {
    databases.answer(
        () -> {
          throw new DatabaseUnreachable(
              "replica", new Endpoint("10.0.0.1", 3306), 0, "no answer", new RuntimeException());
        });
    Answer answer = api.post(AUDIT, BODY);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.at("/grade")).isEqualTo("UNKNOWN");
    JsonNode flush = finding(answer.json(), FLUSH);
    assertThat(flush.at("/outcome").asString()).isEqualTo("UNKNOWN");
    assertThat(flush.at("/read/0/value").asString()).contains("unknown", "no answer");
    assertThat(answer.json().at("/notes").toString()).contains("no answer");
  }

  @Test
  void the_text_has_the_verdict_first_then_the_matrix_then_the_findings() {
    api.post(AUDIT, BODY);
    String text = api.get(AUDIT, "Accept", "text/plain").body();

    assertThat(text).startsWith("orders-replica: ");
    assertThat(text)
        .containsSubsequence(
            "FAILURE", "COMMITTED ROWS", "process crash", "host or zone failure", "passed: ");
    assertThat(text.lines()).allMatch(line -> line.equals(line.stripTrailing()));
  }

  @Test
  void history_and_difference_tell_what_became_of_it() {
    api.post(AUDIT, BODY);
    databases.say(Map.of("version", "8.0.39", "innodb_flush_log_at_trx_commit", "1"));
    api.post(AUDIT, BODY);

    Answer history = api.get(AUDIT + "/history?limit=1");
    assertThat(history.at("/audits/0/number")).isEqualTo("2");
    assertThat(history.at("/next")).isEqualTo("2");
    assertThat(api.get(AUDIT + "/history?after=2").at("/audits/0/number")).isEqualTo("1");
    assertThat(api.get(AUDIT + "/history/1").at("/number")).isEqualTo("1");
    Answer difference = api.get(AUDIT + "/difference");
    assertThat(difference.at("/from/number")).isEqualTo("1");
    assertThat(difference.at("/to/number")).isEqualTo("2");
    assertThat(difference.json().at("/same").asBoolean()).isFalse();
    assertThat(difference.json().at("/values").toString())
        .contains("\"name\":\"innodb_flush_log_at_trx_commit\"")
        .contains("\"before\":\"2\",\"after\":\"1\"");
    assertThat(api.get(AUDIT + "/difference?from=1&to=1").json().at("/same").asBoolean()).isTrue();
    assertThat(api.get(AUDIT + "/difference?to=2999-01-01T00:00:00Z").at("/to/number"))
        .isEqualTo("2");
    assertThat(api.get(AUDIT + "/history", "Accept", "text/plain").body())
        .containsSubsequence("NUMBER", "GRADE", "2 ", "1 ");
    assertThat(api.get(AUDIT + "/difference", "Accept", "text/plain").body())
        .containsSubsequence("from", "to", "innodb_flush_log_at_trx_commit");
  }

  @ParameterizedTest
  @CsvSource({
    "'{}',invalid-request",
    "'{\"reason\":\"\"}',invalid-request",
    "'{\"reason\":\"no\"}',invalid-request",
    "'{\"reason\":\"because\",\"dryRun\":true}',unknown-field",
    "'{\"reason\":7}',wrong-type",
    "'{\"reason\":',malformed-json"
  })
  void a_reason_must_be_given_and_nothing_that_is_not_known(String body, String type) {
    isProblem(api.post(AUDIT, body), 400, type);
    isProblem(api.get(AUDIT), 404, "not-audited");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/difference?from=yesterday",
        "/difference?to=2026-13-40T00:00:00Z",
        "/difference?from=2&to=1",
        "/history?limit=0",
        "/history?limit=201",
        "/history?after=x",
        "/history/0",
        "/history/x"
      })
  void what_cannot_be_meant_is_refused(String query) {
    api.post(AUDIT, BODY);
    databases.say(Map.of());
    api.post(AUDIT, BODY);

    isProblem(api.get(AUDIT + query), 400, "invalid-request");
  }

  @Test
  void audits_that_are_not_there_and_databases_that_are_not_registered_are_not_found() {
    api.post(AUDIT, BODY);

    isProblem(api.get(AUDIT + "/history/9"), 404, "unknown-audit");
    isProblem(api.get(AUDIT + "/difference"), 404, "unknown-audit");
    isProblem(api.get(AUDIT + "/difference?from=2001-01-01T00:00:00Z"), 404, "unknown-audit");
    isProblem(api.post("/api/v1/databases/nobody/durability-audit", BODY), 404, "unknown-database");
    isProblem(api.get("/api/v1/databases/nobody/durability-audit"), 404, "unknown-database");
    assertThat(api.anonymous(AUDIT).status()).isEqualTo(401);
  }

  private static JsonNode finding(JsonNode audit, String rule) {
    for (JsonNode each : audit.at("/findings")) {
      if (each.at("/rule").asString().equals(rule)) {
        return each;
      }
    }
    throw new AssertionError("no finding of " + rule + " in " + audit);
  }
}
