package io.replicamedic.web;

import static io.replicamedic.web.WrongInputTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.audit.Audited;
import io.replicamedic.audit.MemoryAudits;
import io.replicamedic.audit.MemorySuppressions;
import io.replicamedic.audit.Suppressions;
import io.replicamedic.web.Api.Answer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The fleet's report, and suppression. */
@WithWeb
class FleetAuditsTest {
  private static final String FLEET = "/api/v1/durability-audits";
  private static final String SUPPRESSIONS =
      "/api/v1/databases/orders-source/durability-audit/suppressions";
  private static final String FLUSH = "flush-log-at-commit";

  private final String until =
      Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).toString();

  @Autowired private Api api;
  @Autowired private MemoryAudits audits;
  @Autowired private MemorySuppressions store;
  @Autowired private Suppressions suppressions;

  @BeforeEach
  void three_were_audited() {
    nothing_is_left();
    audits.keep(
        Audited.after("orders-source", 60, Map.of("innodb_flush_log_at_trx_commit", "2")),
        Audited.asked("why"));
    audits.keep(Audited.after("orders-replica", 0, Map.of()), Audited.asked("why"));
    audits.keep(
        Audited.silent("far-away", 30, "=cmd|' /C calc'!A1,\"quoted\""), Audited.asked("why"));
  }

  @AfterEach
  void nothing_is_left() {
    audits.forget();
    store.forget();
    suppressions.refresh();
  }

  @Test
  void every_registered_database_is_in_it_and_one_that_was_never_audited_as_such() {
    Answer all = api.get(FLEET);

    assertThat(all.status()).isEqualTo(200);
    assertThat(names(all))
        .containsExactly("far-away", "managed", "orders-replica", "orders-source");
    assertThat(all.json().at("/audits/1/audited").asBoolean()).isFalse();
    assertThat(all.json().at("/audits/1").has("grade")).isFalse();
    assertThat(all.json().at("/audits/1").has("severity")).isFalse();
    assertThat(all.json().at("/neverAudited").asInt()).isEqualTo(1);
    assertThat(all.at("/audits/3/grade")).isEqualTo("LOSES_COMMITS");
    assertThat(all.at("/audits/3/severity")).isEqualTo("CRITICAL");
    assertThat(all.at("/audits/3/audit"))
        .isEqualTo("/api/v1/databases/orders-source/durability-audit");
    assertThat(all.at("/misconfigured/0/id")).isEqualTo("mistyped");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?severity=CRITICAL&unknown=false   | orders-source",
        "?rule=flush-log-at-commit          | far-away orders-source",
        "?rule=flush-log-at-commit&rule=backups&unknown=true | far-away",
        "?unknown=true&severity=CRITICAL&rule=sync-binlog | far-away",
        "?grade=LOSES_COMMITS               | orders-source",
        "?grade=UNKNOWN&grade=LOSES_COMMITS | far-away orders-source",
        "?engine=PLAIN                      | far-away orders-replica orders-source",
        "?engine=AURORA                     | ''",
        "?audited=false                     | managed",
        "?suppressed=true                   | ''",
        "?q=ORDERS                          | orders-replica orders-source",
        "?sort=SEVERITY                     | managed far-away orders-source orders-replica",
        "?sort=GRADE                        | managed far-away orders-source orders-replica",
        "?sort=AGE                          | managed orders-replica far-away orders-source"
      })
  void it_is_filtered_and_sorted(String query, String databases) {
    assertThat(String.join(" ", names(api.get(FLEET + query.strip()))))
        .isEqualTo(databases.strip());
  }

  @Test
  void of_findings_only_those_that_were_asked_for_are_told() {
    JsonNode found = api.get(FLEET + "?rule=" + FLUSH + "&unknown=false").json();

    assertThat(found.at("/audits/0/findings")).hasSize(1);
    assertThat(found.at("/audits/0/findings/0/rule").asString()).isEqualTo(FLUSH);
    assertThat(found.at("/audits/0/findings/0/outcome").asString()).isEqualTo("FAILED");
    assertThat(found.at("/audits/0/findings/0/fix").asString()).isNotEmpty();
  }

  @Test
  void pages_follow_each_other_in_every_order() {
    for (String sort : List.of("ID", "SEVERITY", "GRADE", "AGE")) {
      String first = "?sort=" + sort + "&limit=3";
      Answer page = api.get(FLEET + first);
      String link = page.header("Link");
      Answer next = api.get(link.substring(1, link.indexOf('>')));

      assertThat(link).endsWith("rel=\"next\"").contains("sort=" + sort, "limit=3");
      assertThat(page.json().at("/matching").asInt()).isEqualTo(4);
      assertThat(page.at("/next")).isNotEmpty();
      assertThat(Stream.concat(names(page).stream(), names(next).stream()))
          .containsExactlyElementsOf(names(api.get(FLEET + "?sort=" + sort)));
      assertThat(next.header("Link")).isEmpty();
    }
  }

  @Test
  void people_get_a_table() {
    String text = api.get(FLEET + "?sort=SEVERITY", "Accept", "text/plain").body();

    assertThat(text.lines().findFirst().orElseThrow())
        .containsSubsequence("DATABASE", "GRADE", "CRITICAL", "AUDITED", "FINDINGS");
    assertThat(text.lines().toList().get(1)).startsWith("managed").contains("never audited");
    assertThat(text).containsSubsequence("orders-source", "LOSES_COMMITS", "PLAIN 8.4.3", FLUSH);
    assertThat(text).contains("4 match", "never audited 1", "SET ASIDE");
  }

  @Test
  void spreadsheets_get_a_row_for_each_finding_and_no_formula() {
    Answer csv = api.get(FLEET, "Accept", "text/csv");
    List<String> lines = csv.body().lines().toList();

    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.header("Content-Disposition")).contains("durability-audits.csv");
    assertThat(csv.body()).endsWith("\r\n");
    assertThat(lines.getFirst()).startsWith("database,endpoint,engine,version,roles,grade");
    assertThat(lines).anyMatch(it -> it.startsWith("managed,") && it.contains(",NEVER_AUDITED,"));
    assertThat(lines)
        .anyMatch(it -> it.startsWith("orders-source,") && it.contains("," + FLUSH + ",CRITICAL,"));
    assertThat(lines).noneMatch(it -> it.matches(".*(^|,)\"?[=+@-].*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "severity=BAD",
        "engine=ORACLE",
        "rule=no-such-rule",
        "grade=GOOD",
        "unknown=perhaps",
        "suppressed=2",
        "sort=MOOD",
        "limit=0",
        "limit=1001"
      })
  void wrong_parameters_are_refused_by_name(String parameter) {
    Answer answer = api.get(FLEET + "?" + parameter);

    isProblem(answer, 400, "invalid-request");
    assertThat(answer.body()).contains(parameter.substring(0, parameter.indexOf('=')));
  }

  @Test
  void a_form_that_it_does_not_have_is_refused() {
    isProblem(api.get(FLEET, "Accept", "application/xml"), 406, "not-acceptable");
  }

  @Test
  void a_suppressed_finding_is_told_with_who_answers_and_the_grade_says_both() {
    Answer put = suppress(FLUSH, "batch-team", "rebuilt each night", until);
    Answer line = api.get(FLEET + "?q=orders-source");

    assertThat(put.status()).isEqualTo(200);
    assertThat(put.at("/setBy")).isEqualTo("oncall");
    assertThat(line.at("/audits/0/grade")).isEqualTo("LOSES_COMMITS");
    assertThat(line.at("/audits/0/gradeUnsuppressed")).isEqualTo("SOUND");
    assertThat(line.at("/audits/0/severity")).isNotEqualTo("CRITICAL");
    assertThat(line.at("/audits/0/findings/0/rule")).isEqualTo(FLUSH);
    assertThat(line.at("/audits/0/findings/0/suppressed/owner")).isEqualTo("batch-team");
    assertThat(names(api.get(FLEET + "?suppressed=true"))).containsExactly("orders-source");
    assertThat(names(api.get(FLEET + "?suppressed=false&rule=" + FLUSH)))
        .containsExactly("far-away");
    assertThat(api.get(FLEET, "Accept", "text/plain").body())
        .contains("LOSES_COMMITS (SOUND without suppressed)", FLUSH + " (suppressed)");
    assertThat(api.get(FLEET, "Accept", "text/csv").body())
        .contains("batch-team,rebuilt each night");
  }

  @Test
  void the_audit_itself_says_who_answers_for_a_finding() {
    String audit = SUPPRESSIONS.replace("/suppressions", "");
    String before = api.get(audit).header("ETag");
    suppress(FLUSH, "batch-team", "rebuilt each night", until);
    Answer told = api.get(audit);

    assertThat(told.header("ETag")).isNotEqualTo(before);
    assertThat(told.at("/grade")).isEqualTo("LOSES_COMMITS");
    assertThat(told.at("/gradeUnsuppressed")).isEqualTo("SOUND");
    assertThat(told.at("/findings/0/rule")).isEqualTo(FLUSH);
    assertThat(told.at("/findings/0/suppressed/owner")).isEqualTo("batch-team");
    assertThat(api.get(audit, "Accept", "text/plain").body())
        .contains("LOSES_COMMITS (SOUND without suppressed)", "batch-team");
  }

  @Test
  void suppressions_are_listed_and_can_be_ended_early() {
    suppress(FLUSH, "batch-team", "rebuilt each night", until);
    suppress("backups", "dba", "a copy", until);
    assertThat(api.get(SUPPRESSIONS).json().at("/inForce")).hasSize(2);
    assertThat(api.get(SUPPRESSIONS, "Accept", "text/plain").body())
        .containsSubsequence("backups", "in force", FLUSH, "batch-team");

    assertThat(api.delete(SUPPRESSIONS + "/" + FLUSH + "?reason=fixed").status()).isEqualTo(204);
    assertThat(api.get(SUPPRESSIONS).at("/ended/0/rule")).isEqualTo(FLUSH);
    assertThat(api.get(FLEET + "?q=orders-source").at("/audits/0/gradeUnsuppressed"))
        .isEqualTo("LOSES_COMMITS");
    isProblem(api.delete(SUPPRESSIONS + "/" + FLUSH + "?reason=fixed"), 404, "no-suppression");
    isProblem(api.delete(SUPPRESSIONS + "/backups"), 400, "invalid-request");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no-such-rule | a | because | 2999-01-01T00:00:00Z | rule",
        "'' | a | because | 2999-01-01T00:00:00Z | rule",
        "backups | '' | because | 2999-01-01T00:00:00Z | owner",
        "backups | a | no | 2999-01-01T00:00:00Z | reason",
        "backups | a | because | 2026-01-01T00:00:00Z | until",
        "backups | a | because | 2999-01-01T00:00:00Z | until"
      })
  void what_is_missing_or_wrong_is_refused_by_name(
      String rule, String owner, String reason, String end, String field) {
    Answer answer = suppress(rule, owner, reason, end);

    isProblem(answer, 400, "invalid-request");
    assertThat(answer.at("/fields/0/field")).isEqualTo(field);
    assertThat(api.get(SUPPRESSIONS).json().at("/inForce")).isEmpty();
  }

  @Test
  void only_a_registered_database_has_any() {
    String nobody = SUPPRESSIONS.replace("orders-source", "nobody");
    String aside = SUPPRESSIONS.replace("orders-source", "mistyped");

    isProblem(api.get(nobody), 404, "unknown-database");
    isProblem(api.post(nobody, body("backups", "a", "because", until)), 404, "unknown-database");
    isProblem(api.get(aside), 409, "database-misconfigured");
    isProblem(api.post(SUPPRESSIONS, "{\"rule\":\"backups\"}"), 400, "invalid-request");
    isProblem(suppress("backups", "a", "because", "tomorrow"), 400, "wrong-type");
  }

  private Answer suppress(String rule, String owner, String reason, String end) {
    return api.post(SUPPRESSIONS, body(rule, owner, reason, end));
  }

  private static String body(String rule, String owner, String reason, String end) {
    return "{\"rule\":\"%s\",\"owner\":\"%s\",\"reason\":\"%s\",\"until\":\"%s\"}"
        .formatted(rule, owner, reason, end);
  }

  private static List<String> names(Answer answer) {
    return answer
        .json()
        .path("audits")
        .valueStream()
        .map(each -> each.path("database").asString())
        .toList();
  }
}
