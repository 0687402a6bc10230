package io.replicamedic.web;

import static io.replicamedic.web.WrongInputTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.web.Api.Answer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A source that lost its tail, until a person says that it is settled. */
@WithWeb
class LatchesReadingTest {
  private static final String REPLICA = "/api/v1/replicas/far-away";
  private static final String LATCHES = REPLICA + "/latches";

  @Autowired private Api api;
  @Autowired private ScriptedDatabases databases;

  @BeforeEach
  void it_was_refused_by_its_source_and_reads_as_stopped_now() {
    databases.answer(() -> Optional.of(Samples.lostTail()));
    api.get(REPLICA + "/status?fresh=true");
    databases.answer(() -> Optional.of(Samples.STOPPED));
  }

  @AfterEach
  void nothing_is_left() {
    acknowledge(api.get(LATCHES).at("/latches/0/sourceUuid"), "the test is over");
  }

  @Test
  void it_holds_until_it_is_acknowledged_with_a_reason() {
    Answer before = api.get(REPLICA + "/status?fresh=true");
    assertThat(before.at("/diagnosis/code")).isEqualTo("RECEIVER_FATAL");
    Answer listed = api.get(LATCHES);
    assertThat(listed.at("/latches/0/kind")).isEqualTo("LOST_TAIL");
    assertThat(listed.json().at("/latches/0/holds").asBoolean()).isTrue();

    Answer answer = acknowledge(listed.at("/latches/0/sourceUuid"), "rebuilt from the source");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/latches/0/holds").asBoolean()).isFalse();
    assertThat(answer.at("/latches/0/acknowledged/actor")).isEqualTo("oncall");
    assertThat(api.get(LATCHES, "Accept", "text/plain").body())
        .containsSubsequence("LOST_TAIL", "no", "oncall", "rebuilt from the source");
    assertThat(api.get(REPLICA + "/status?fresh=true").at("/diagnosis/code"))
        .isEqualTo("STOPPED_BY_OPERATOR");
  }

  @Test
  void what_does_not_hold_cannot_be_acknowledged() {
    Answer answer = acknowledge("nobody", "rebuilt");

    isProblem(answer, 404, "unknown-latch");
    assertThat(answer.at("/remedy")).contains(LATCHES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"LOST_TAIL\",\"sourceUuid\":\"x\"}",
        "{\"kind\":\"LOST_TAIL\",\"sourceUuid\":\"x\",\"reason\":\" \"}",
        "{\"kind\":\"LOST_TAIL\",\"reason\":\"rebuilt\"}",
        "{\"sourceUuid\":\"x\",\"reason\":\"rebuilt\"}"
      })
  void kind_source_and_reason_must_be_said(String body) {
    isProblem(api.post(LATCHES + "/acknowledge", body), 400, "invalid-request");
  }

  private Answer acknowledge(String sourceUuid, String reason) {
    return api.post(
        LATCHES + "/acknowledge",
        "{\"kind\":\"LOST_TAIL\",\"sourceUuid\":\"%s\",\"reason\":\"%s\"}"
            .formatted(sourceUuid, reason));
  }
}
