package io.replicamedic.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.web.Api.Answer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@WithWeb
class WrongInputTest {
  private static final String PATH = "/api/v1/replicas/orders-replica/unstick";
  private static final String REASON = "{\"reason\": \"paged at night\"";

  @Autowired private Api api;
  @Autowired private MemoryStore store;

  @BeforeEach
  void empty() {
    store.clear();
  }

  @Test
  void an_unknown_replica_is_404_and_the_remedy_lists_the_registered_ones() {
    Answer answer = api.post("/api/v1/replicas/nope/unstick", REASON + "}");

    isProblem(answer, 404, "unknown-database");
    assertThat(answer.at("/remedy")).contains("orders-replica", "managed");
    assertThat(answer.at("/instance")).isEqualTo("/api/v1/replicas/nope/unstick");
  }

  @Test
  void malformed_json_is_400_and_says_where() {
    Answer answer = api.post(PATH, "{\"reason\": \"paged\n at night");

    isProblem(answer, 400, "malformed-json");
    assertThat(answer.at("/detail")).contains("line 1");
  }

  @Test
  void the_same_field_twice_is_400() {
    isProblem(api.post(PATH, REASON + ", \"reason\": \"other\"}"), 400, "malformed-json");
  }

  @Test
  void something_behind_the_object_is_400() {
    Answer answer = api.post(PATH, REASON + "} {}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(store.list("", 1).workflows()).isEmpty();
  }

  @Test
  void an_unknown_field_is_400_and_the_remedy_lists_the_known_ones() {
    Answer answer = api.post(PATH, REASON + ", \"dryrun\": true}");

    isProblem(answer, 400, "unknown-field");
    assertThat(answer.at("/field")).isEqualTo("dryrun");
    assertThat(answer.at("/remedy")).contains("dryRun", "reason");
    assertThat(store.list("", 1).workflows()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"reason\": 12345}",
        "{\"reason\": [\"paged\"]}",
        "{\"reason\": \"paged at night\", \"dryRun\": \"yes\"}",
        "{\"reason\": \"paged at night\", \"dryRun\": \"true\"}",
        "{\"reason\": \"paged at night\", \"dryRun\": 1}",
        "{\"reason\": \"paged at night\", \"channel\": 5}",
        "[]",
        "\"paged\""
      })
  void a_value_of_the_wrong_type_is_400(String body) {
    isProblem(api.post(PATH, body), 400, "wrong-type");
  }

  @Test
  void no_body_is_400() {
    isProblem(api.post(PATH, ""), 400, "missing-body");
  }

  @Test
  void null_for_a_body_is_400() {
    assertThat(api.post(PATH, "null").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"reason\": \"\"}", "{\"reason\": \"   \"}", "{\"reason\": \"no\"}"})
  void no_reason_or_hardly_one_is_400_with_the_field_named(String body) {
    Answer answer = api.post(PATH, body);

    isProblem(answer, 400, "invalid-request");
    assertThat(answer.at("/fields/0/field")).isEqualTo("reason");
  }

  @Test
  void a_reason_longer_than_500_characters_is_400() {
    Answer answer = api.post(PATH, "{\"reason\": \"" + "x".repeat(501) + "\"}");

    isProblem(answer, 400, "invalid-request");
    assertThat(answer.at("/fields/0/message")).contains("3 to 500");
  }

  @Test
  void reconfigure_is_auto_or_always() {
    Answer answer = api.post(PATH, REASON + ", \"reconfigure\": \"never\"}");

    isProblem(answer, 400, "invalid-request");
    assertThat(answer.at("/fields/0/field")).isEqualTo("reconfigure");
  }

  @Test
  void a_huge_body_is_413_and_not_read() {
    byte[] huge =
        ("{\"reason\": \"" + "x".repeat(3_000_000) + "\"}").getBytes(StandardCharsets.UTF_8);

    isProblem(api.post(PATH, "application/json", huge), 413, "body-too-large");
  }

  @Test
  void a_body_of_another_type_is_415() {
    byte[] form = "reason=paged".getBytes(StandardCharsets.UTF_8);

    isProblem(
        api.post(PATH, "application/x-www-form-urlencoded", form), 415, "unsupported-media-type");
  }

  @Test
  void a_managed_replica_is_422() {
    Answer answer = api.post("/api/v1/replicas/managed/unstick", REASON + "}");

    isProblem(answer, 422, "managed-replica");
    assertThat(answer.at("/remedy")).contains("rebuild");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " legacy",
        "legacy ",
        "a\\nb",
        "group_replication_applier",
        "Group_Replication_APPLIER",
        "GROUP_REPLICATION_RECOVERY"
      })
  void what_mysql_takes_for_no_channels_name_is_400(String name) {
    Answer answer = api.post(PATH, REASON + ", \"channel\": \"" + name + "\"}");

    isProblem(answer, 400, "invalid-request");
    assertThat(answer.at("/fields/0/field")).isEqualTo("channel");
  }

  @Test
  void a_channels_name_may_have_64_characters_and_not_one_more() {
    assertThat(api.post(PATH, REASON + ", \"channel\": \"" + "x".repeat(65) + "\"}").status())
        .isEqualTo(400);
    assertThat(api.post(PATH, REASON + ", \"channel\": \"" + "ö".repeat(64) + "\"}").status())
        .isEqualTo(202);
  }

  @Test
  void the_default_channel_may_be_named_by_its_empty_name() {
    assertThat(api.post(PATH, REASON + ", \"channel\": \"\"}").status()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"file-position\"",
        "7",
        "{\"file\": \"binlog.000001\"}",
        "{\"file\": \"../binlog\", \"position\": 4}",
        "{\"file\": \"binlog.000001\", \"position\": 3}",
        "{\"file\": \"binlog.000001\", \"position\": \"4\"}"
      })
  void what_is_no_position_is_400_with_what_is_one(String position) {
    Answer answer = api.post(PATH, REASON + ", \"position\": " + position + "}");

    isProblem(answer, 400, "invalid-request");
    assertThat(answer.at("/remedy")).contains("auto", "file", "position");
  }

  @Test
  void an_unknown_isolation_is_400_and_none_leaves_the_network_alone() {
    assertThat(api.post(PATH, REASON + ", \"isolation\": \"egress\"}").status()).isEqualTo(400);
    assertThat(api.post(PATH, REASON + ", \"isolation\": \"none\"}").status()).isEqualTo(202);
  }

  @Test
  void an_idempotency_key_with_a_blank_in_it_is_400() {
    Answer answer = api.post(PATH, REASON + "}", "Idempotency-Key", "a b");

    isProblem(answer, 400, "invalid-request");
    assertThat(answer.at("/fields/0/field")).isEqualTo("Idempotency-Key");
  }

  @Test
  void an_idempotency_key_longer_than_100_characters_is_400() {
    isProblem(
        api.post(PATH, REASON + "}", "Idempotency-Key", "x".repeat(101)), 400, "invalid-request");
  }

  @Test
  void an_id_longer_than_any_id_is_400() {
    isProblem(api.get("/api/v1/workflows/" + "x".repeat(81)), 400, "invalid-request");
    isProblem(api.get("/api/v1/databases/" + "x".repeat(81)), 400, "invalid-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/workflows?limit=0",
        "/api/v1/workflows?limit=201",
        "/api/v1/workflows?limit=many",
        "/api/v1/workflows?limit=99999999999",
        "/api/v1/journal?stream=x&after=-1",
        "/api/v1/journal?stream=x&after=99999999999999999999",
        "/api/v1/journal",
        "/api/v1/journal?stream=",
        "/api/v1/obligations?all=perhaps",
        "/api/v1/replicas/orders-replica/status?fresh=2x",
        "/api/v1/workflows/w1?wait=soon",
        "/api/v1/workflows/w1?wait=-5s",
        "/api/v1/workflows/w1/events?after=-1"
      })
  void a_parameter_that_cannot_be_taken_is_400_with_its_name(String path) {
    Answer answer = api.get(path);

    isProblem(answer, 400, "invalid-request");
    assertThat(path).contains(answer.at("/fields/0/field").replace("stream", "journal"));
  }

  @Test
  void a_path_that_does_not_exist_is_404() {
    isProblem(api.get("/api/v1/nothing"), 404, "unknown-path");
    isProblem(api.get("/"), 404, "unknown-path");
  }

  @Test
  void a_path_that_the_firewall_refuses_is_400() {
    isProblem(api.get("/api/v1//databases;x=1"), 400, "bad-request");
  }

  @Test
  void a_method_that_is_not_taken_is_405_and_says_which_are() {
    Answer answer = api.delete("/api/v1/databases");

    isProblem(answer, 405, "method-not-allowed");
    assertThat(answer.header("Allow")).contains("GET");
  }

  @Test
  void a_form_that_no_answer_has_is_406() {
    isProblem(api.get("/api/v1/databases", "Accept", "image/png"), 406, "not-acceptable");
  }

  @Test
  void a_database_without_a_source_has_no_replica_status() {
    isProblem(api.get("/api/v1/replicas/orders-source/status"), 404, "not-a-replica");
  }

  @Test
  void a_missing_secret_is_500_to_an_order_and_named_by_its_reference() {
    Answer answer = api.post(PATH, "{\"reason\": \"without its secret\", \"dryRun\": true}");

    isProblem(answer, 500, "secret-missing");
    assertThat(answer.at("/detail")).contains("env:ADMIN_PASSWORD");
  }

  @Test
  void an_unreachable_database_is_502_and_says_which() {
    Answer answer = api.post("/api/v1/replicas/far-away/unstick", REASON + ", \"dryRun\": true}");

    isProblem(answer, 502, "database-unreachable");
    assertThat(answer.at("/role")).isEqualTo("replica far-away");
    assertThat(answer.at("/endpoint")).isEqualTo("far-away.example.net:3306");
    assertThat(answer.json().at("/errno").asInt()).isZero();
  }

  @Test
  void a_workflow_that_does_not_exist_is_404() {
    isProblem(api.get("/api/v1/workflows/w9"), 404, "no-such-workflow");
    isProblem(api.get("/api/v1/workflows/w9/journal"), 404, "no-such-workflow");
    isProblem(api.get("/api/v1/workflows/w9/events"), 404, "no-such-workflow");
    isProblem(api.get("/api/v1/workflows/w9/evidence"), 404, "no-such-workflow");
    isProblem(
        api.post("/api/v1/workflows/w9/cancel", "{\"reason\": \"stop\"}"), 404, "no-such-workflow");
  }

  @Test
  void an_obligation_that_does_not_exist_is_404() {
    isProblem(api.get("/api/v1/obligations/o9"), 404, "unknown-obligation");
  }

  static void isProblem(Answer answer, int status, String code) {
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().at("/status").asInt()).isEqualTo(status);
    assertThat(answer.at("/type")).isEqualTo("urn:replica-medic:problem:" + code);
    assertThat(answer.at("/title")).isNotEmpty();
    assertThat(answer.at("/detail")).isNotEmpty();
    assertThat(answer.at("/remedy")).isNotEmpty();
    assertThat(answer.body()).doesNotContain("io.replicamedic", "java.", "springframework");
  }
}
