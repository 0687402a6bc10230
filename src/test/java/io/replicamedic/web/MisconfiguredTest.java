package io.replicamedic.web;

import static io.replicamedic.web.WrongInputTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.web.Api.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A database that is set aside is told as that wherever somebody may look for it. */
@WithWeb
class MisconfiguredTest {
  @Autowired private Api api;

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/databases", "/api/v1/replicas"})
  void lists_tell_it_with_place_and_remedy(String list) {
    Answer answer = api.get(list);

    assertThat(answer.at("/misconfigured/0/id")).isEqualTo("mistyped");
    assertThat(answer.at("/misconfigured/0/problems/0/where")).isEqualTo("/etc/medic.yaml:12");
    assertThat(answer.at("/misconfigured/0/problems/0/remedy")).contains("aurora-mysql");
    assertThat(api.get(list, "Accept", "text/plain").body()).contains("SET ASIDE", "mistyped");
  }

  @Test
  void nothing_is_done_with_it_and_the_refusal_says_why() {
    Answer answer =
        api.post("/api/v1/replicas/mistyped/unstick", "{\"reason\":\"stuck\",\"dryRun\":true}");

    isProblem(answer, 409, "database-misconfigured");
    assertThat(answer.at("/detail")).contains("'mistyped' is set aside", "/etc/medic.yaml:12");
    assertThat(answer.at("/problems/0/key")).isEqualTo("replica-medic.databases[4].engine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/databases/mistyped",
        "/api/v1/replicas/mistyped",
        "/api/v1/replicas/mistyped/status"
      })
  void whoever_asks_for_it_is_told_the_same(String path) {
    isProblem(api.get(path), 409, "database-misconfigured");
  }

  @Test
  void health_stays_up_and_tells_it_behind_the_key_only() {
    assertThat(api.anonymous("/actuator/health").at("/status")).isEqualTo("UP");
    assertThat(api.anonymous("/actuator/health").body()).doesNotContain("mistyped", "components");

    Answer known = api.get("/actuator/health");
    assertThat(known.at("/status")).isEqualTo("UP");
    assertThat(known.at("/components/configuration/details/misconfigured/0/id"))
        .isEqualTo("mistyped");
  }
}
