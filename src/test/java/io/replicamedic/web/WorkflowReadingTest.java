package io.replicamedic.web;

import static io.replicamedic.web.WrongInputTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.journal.EntryKind;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.web.Api.Answer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@WithWeb
class WorkflowReadingTest {
  private static final String ONE = "/api/v1/workflows/w1";

  @Autowired private Api api;
  @Autowired private MemoryStore store;
  @Autowired private MemoryObligations obligations;

  @BeforeEach
  void empty() {
    store.clear();
    obligations.clear();
  }

  @Test
  void an_unchanged_workflow_is_304() {
    store.put(Samples.running("w1", 7));
    Answer first = api.get(ONE);

    Answer again = api.get(ONE, "If-None-Match", first.header("ETag"));

    assertThat(first.header("ETag")).isEqualTo("W/\"7\"");
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void a_changed_workflow_is_answered_anew() {
    store.put(Samples.running("w1", 7));
    String tag = api.get(ONE).header("ETag");
    store.put(Samples.running("w1", 8));

    assertThat(api.get(ONE, "If-None-Match", tag).status()).isEqualTo(200);
  }

  @Test
  void the_same_database_keeps_its_etag() {
    String tag = api.get("/api/v1/databases/orders-replica").header("ETag");

    assertThat(tag).isNotEmpty();
    assertThat(api.get("/api/v1/databases/orders-replica", "If-None-Match", tag).status())
        .isEqualTo(304);
    assertThat(api.get("/api/v1/databases/managed", "If-None-Match", tag).status()).isEqualTo(200);
  }

  @Test
  void a_wait_ends_when_the_workflow_ends() {
    store.put(Samples.running("w1", 7));
    CompletableFuture<Answer> waiting =
        CompletableFuture.supplyAsync(() -> api.get(ONE + "?wait=60s"));

    store.put(Samples.succeeded("w1", 8));

    assertThat(waiting.join().at("/state")).isEqualTo("SUCCEEDED");
  }

  @Test
  void a_wait_ends_at_once_when_a_person_must_answer() {
    store.put(Samples.waiting("w1", 7));

    Answer answer = api.get(ONE + "?wait=PT60S");

    assertThat(answer.at("/state")).isEqualTo("WAITING");
    assertThat(answer.at("/question/id")).isEqualTo("conflict-1");
    assertThat(answer.at("/question/options/1/name")).isEqualTo("delete-local");
    assertThat(answer.at("/links/choice")).isEqualTo(ONE + "/choice");
  }

  @Test
  void a_wait_is_over_after_its_time() {
    store.put(Samples.running("w1", 7));

    assertThat(api.get(ONE + "?wait=0").at("/state")).isEqualTo("RUNNING");
    assertThat(api.get(ONE + "?wait=9999s").at("/state")).isEqualTo("RUNNING");
  }

  @Test
  void an_answer_is_taken_and_told() {
    store.put(Samples.waiting("w1", 7));

    Answer answer =
        api.post(
            ONE + "/choice",
            "{\"question\": \"conflict-1\", \"choice\": \"skip\", \"comment\": \"seen\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/state")).isEqualTo("RUNNING");
    assertThat(answer.at("/answers/conflict-1")).isEqualTo("skip");
    assertThat(answer.json().has("question")).isFalse();
    assertThat(store.read("w1", 0, 9).getFirst().actor()).isEqualTo("oncall");
  }

  @Test
  void an_option_that_is_not_offered_is_422() {
    store.put(Samples.waiting("w1", 7));

    Answer answer =
        api.post(ONE + "/choice", "{\"question\": \"conflict-1\", \"choice\": \"reboot\"}");

    isProblem(answer, 422, "unknown-option");
    assertThat(answer.at("/remedy")).contains("skip", "delete-local");
  }

  @Test
  void an_answer_to_another_question_is_409() {
    store.put(Samples.waiting("w1", 7));

    isProblem(
        api.post(ONE + "/choice", "{\"question\": \"conflict-0\", \"choice\": \"skip\"}"),
        409,
        "not-asked");
  }

  @Test
  void an_answer_without_its_question_is_400() {
    store.put(Samples.waiting("w1", 7));

    isProblem(api.post(ONE + "/choice", "{\"choice\": \"skip\"}"), 400, "invalid-request");
  }

  @Test
  void a_running_workflow_can_be_cancelled() {
    store.put(Samples.running("w1", 7));

    Answer answer = api.post(ONE + "/cancel", "{\"reason\": \"the source is moved\"}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.at("/state")).isEqualTo("CLOSING");
    assertThat(answer.at("/why")).isEqualTo("cancelled by oncall: the source is moved");
    assertThat(answer.json().at("/links").has("cancel")).isFalse();
  }

  @Test
  void an_ended_workflow_cannot_be_cancelled() {
    store.put(Samples.succeeded("w1", 7));

    isProblem(api.post(ONE + "/cancel", "{\"reason\": \"too late\"}"), 409, "not-running");
  }

  @Test
  void the_list_is_newest_first_and_can_be_of_one_database() {
    store.put(Samples.succeeded("w1", 7));
    store.put(Samples.running("w2", 1));

    assertThat(api.get("/api/v1/workflows").at("/workflows/0/id")).isEqualTo("w2");
    assertThat(api.get("/api/v1/workflows?limit=1").json().at("/workflows").size()).isEqualTo(1);
    assertThat(api.get("/api/v1/workflows?target=managed").json().at("/workflows").size()).isZero();
  }

  @Test
  void the_evidence_holds_everything_and_the_chains_check() {
    obligations.put(Samples.obligation("o1", ObligationState.CLOSED));
    store.put(
        Samples.succeeded("w1", 7),
        Samples.row(EntryKind.PHASE, "diagnose", "", "phase: diagnose"),
        Samples.row(EntryKind.OWED, "diagnose", "", "owed", Map.of("obligation", "o1")));

    Answer bundle = api.get(ONE + "/evidence");

    assertThat(bundle.at("/workflow/state")).isEqualTo("SUCCEEDED");
    assertThat(bundle.at("/memory/restore-point/user")).isEqualTo("repl");
    assertThat(bundle.at("/memory/gtid")).endsWith(":11");
    assertThat(bundle.at("/obligations/0/closedBecause")).isEqualTo("read back");
    assertThat(bundle.json().at("/journal").size()).isEqualTo(2);
    assertThat(bundle.json().at("/verification/ok").asBoolean()).isTrue();
  }
}
