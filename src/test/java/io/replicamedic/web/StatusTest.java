package io.replicamedic.web;

import static io.replicamedic.web.WrongInputTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.web.Api.Answer;
import io.replicamedic.workflow.LastWorkflows;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@WithWeb
class StatusTest {
  private static final String STATUS = "/api/v1/replicas/orders-replica/status";

  @Autowired private Api api;
  @Autowired private ScriptedDatabases databases;
  @Autowired private MemoryStore workflows;
  @Autowired private LastWorkflows lastWorkflows;

  @BeforeEach
  void ghost() {
    databases.answer(() -> Optional.of(Samples.GHOST));
  }

  @Test
  void both_threads_and_both_errors_are_told() {
    Answer answer = api.get(STATUS + "?fresh=true");

    assertThat(answer.at("/channels/0/receiver")).isEqualTo("Connecting");
    assertThat(answer.at("/channels/0/applier")).isEqualTo("No");
    assertThat(answer.json().at("/channels/0/receiverError/errno").asInt()).isEqualTo(2003);
    assertThat(answer.json().at("/channels/0/applierError/errno").asInt()).isEqualTo(1062);
    assertThat(answer.at("/channels/0/workerErrors/0/transaction")).endsWith(":11");
    assertThat(answer.json().at("/channels/0/waiting").asLong()).isEqualTo(2);
    assertThat(answer.json().at("/channels/0/lag").has("seconds")).isFalse();
    assertThat(answer.at("/channels/0/lag/meaning")).isEqualTo("UNKNOWN_NOT_CONNECTED");
    assertThat(answer.at("/diagnosis/code")).isEqualTo("GHOST");
    assertThat(answer.at("/diagnosis/severity")).isEqualTo("CRITICAL");
    assertThat(answer.at("/diagnosis/playbook")).isEqualTo("unstick");
  }

  @Test
  void every_answer_has_its_age() {
    Answer answer = api.get(STATUS);

    assertThat(answer.at("/readAt")).endsWith("Z");
    assertThat(answer.json().at("/ageMillis").isIntegralNumber()).isTrue();
  }

  @Test
  void fresh_reads_again_and_a_recent_reading_is_else_enough() {
    api.get(STATUS + "?fresh=true");
    databases.answer(Optional::empty);

    assertThat(api.get(STATUS).json().at("/channels")).hasSize(1);
    assertThat(api.get(STATUS + "?fresh=true").json().at("/channels")).isEmpty();
  }

  @Test
  void an_unreachable_replica_is_a_status_too() {
    databases.answer(
        () -> {
          throw new DatabaseUnreachable(
              "replica orders-replica",
              new Endpoint("db", 3306),
              1045,
              "Access denied for user 'admin'",
              new IllegalStateException("driver"));
        });

    Answer answer = api.get(STATUS + "?fresh=true");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/diagnosis/code")).isEqualTo("UNREACHABLE");
    assertThat(answer.at("/diagnosis/summary")).contains("1045");
    assertThat(answer.at("/diagnosis/evidence/Error")).contains("Access denied");
    assertThat(answer.json().at("/channels")).isEmpty();
    assertThat(answer.json().has("server")).isFalse();
  }

  @Test
  void a_missing_secret_is_a_status_too_and_is_named_by_its_reference() {
    databases.answer(
        () -> {
          throw new SecretMissing("env:ADMIN_PASSWORD", "not set");
        });

    Answer answer = api.get(STATUS + "?fresh=true");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/diagnosis/code")).isEqualTo("UNREACHABLE");
    assertThat(answer.at("/diagnosis/evidence/Error"))
        .isEqualTo("secret env:ADMIN_PASSWORD cannot be read: not set");
    assertThat(answer.json().at("/channels")).isEmpty();
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void a_defect_is_an_incident_whose_id_is_in_the_log_and_nothing_else_is_told(
      CapturedOutput output) {
    databases.answer(
        () -> {
          throw new IllegalStateException("inner workings");
        });

    Answer answer = api.get(STATUS + "?fresh=true");

    isProblem(answer, 500, "internal-error");
    assertThat(answer.body()).doesNotContain("inner workings");
    assertThat(output.getAll()).contains(answer.at("/incident"), "inner workings");
  }

  @Test
  void the_last_workflow_is_told_with_its_address() {
    workflows.put(Samples.running("w1", 1));
    lastWorkflows.refresh();
    Answer answer = api.get(STATUS + "?fresh=true");

    assertThat(answer.at("/lastWorkflow/id")).isEqualTo("w1");
    assertThat(answer.at("/lastWorkflow/state")).isEqualTo("RUNNING");
    assertThat(api.get(answer.at("/lastWorkflow/link")).status()).isEqualTo(200);
    assertThat(api.get(STATUS, "Accept", "text/plain").body())
        .containsSubsequence("workflow", "unstick RUNNING since", "/api/v1/workflows/w1");
  }

  @Test
  void curl_gets_json_and_whoever_asks_for_text_gets_text() {
    String fresh = STATUS + "?fresh=true";
    Answer text = api.get(fresh, "Accept", "text/plain");

    assertThat(api.get(fresh, "Accept", "*/*").header("Content-Type"))
        .isEqualTo("application/json");
    assertThat(text.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
    assertThat(text.body()).contains("receiver    Connecting");
  }
}
