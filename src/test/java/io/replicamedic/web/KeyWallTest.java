package io.replicamedic.web;

import static io.replicamedic.web.WrongInputTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.web.Api.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@WithWeb
class KeyWallTest {
  @Autowired private Api api;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/databases",
        "/api/v1/workflows/w1/events",
        "/api/v1/nothing",
        "/v3/api-docs",
        "/v3/api-docs.yaml",
        "/swagger-ui/index.html",
        "/actuator",
        "/actuator/health/db",
        "/actuator/metrics",
        "/actuator/prometheus",
        "/error"
      })
  void without_a_key_nothing_is_told(String path) {
    Answer answer = api.anonymous(path);

    isProblem(answer, 401, "no-key");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
  void health_needs_no_key(String path) {
    assertThat(api.anonymous(path).status()).isEqualTo(200);
  }

  @Test
  void a_key_that_nobody_knows_is_401() {
    Answer answer = api.anonymous("/api/v1/databases", "Authorization", "Bearer not-a-key");

    isProblem(answer, 401, "unknown-key");
    assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
    assertThat(answer.body()).doesNotContain("not-a-key");
  }

  @Test
  void another_scheme_than_bearer_is_401() {
    isProblem(
        api.anonymous("/api/v1/databases", "Authorization", "Basic b25jYWxsOng="),
        401,
        "unknown-key");
  }

  @Test
  void a_key_may_come_in_its_own_header() {
    assertThat(api.anonymous("/api/v1/databases", "X-API-Key", Api.KEY).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"api_key", "apiKey", "X-API-Key", "access_token", "token", "api%5Fkey"})
  void a_key_in_the_url_is_refused_even_a_right_one(String name) {
    Answer answer = api.get("/api/v1/databases?" + name + "=" + Api.KEY);

    isProblem(answer, 400, "key-in-url");
    assertThat(answer.body()).doesNotContain(Api.KEY);
  }

  @Test
  void the_docs_open_with_a_key() {
    assertThat(api.get("/v3/api-docs").status()).isEqualTo(200);
    assertThat(api.get("/swagger-ui/index.html").status()).isEqualTo(200);
  }

  @Test
  void a_scrape_needs_a_key_as_everything_does() {
    Answer scrape = api.get("/actuator/prometheus");

    assertThat(scrape.status()).isEqualTo(200);
    assertThat(scrape.header("Content-Type")).startsWith("text/plain");
    assertThat(scrape.body()).contains("# TYPE jvm_");
  }

  @Test
  void answers_are_not_to_be_stored_or_framed_and_no_session_begins() {
    Answer answer = api.get("/api/v1/databases");

    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Content-Security-Policy")).contains("default-src 'self'");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void no_key_is_ever_in_the_log(CapturedOutput output) {
    LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
    logging.setLogLevel("org.springframework", LogLevel.TRACE);
    logging.setLogLevel("io.replicamedic", LogLevel.TRACE);
    try {
      api.get("/api/v1/databases");
      api.anonymous("/api/v1/databases", "X-API-Key", Api.KEY);
      api.anonymous("/api/v1/databases", "Authorization", "Bearer wrong-but-secret");
      api.post("/api/v1/replicas/orders-replica/unstick", "{");
    } finally {
      logging.setLogLevel("org.springframework", null);
      logging.setLogLevel("io.replicamedic", null);
    }
    assertThat(output.getAll()).contains("/api/v1/databases");
    assertThat(output.getAll()).doesNotContain(Api.KEY, "wrong-but-secret");
  }
}
