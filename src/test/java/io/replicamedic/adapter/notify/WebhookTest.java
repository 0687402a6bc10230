package io.replicamedic.adapter.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicamedic.outside.Notice;
import io.replicamedic.outside.Notifier.Told;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.outside.Secrets;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a receiver of webhooks can rely on. */
class WebhookTest {
  private static final Instant NOW = Instant.parse("2026-11-22T03:15:15.500Z");
  private static final String KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Notice NOTICE =
      new Notice(
          "a1-overdue",
          "obligation.overdue",
          NOW,
          "a1",
          "o1",
          "w1",
          "orders-replica",
          "still owed: \"egress\" Grüße",
          NOW.minusSeconds(16),
          "/api/v1/obligations/o1/undo-commands");

  private Receiver receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = new Receiver();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private Told tell(Duration timeout) {
    try (Webhook webhook = webhook(receiver.url(), "whsec_" + KEY, timeout)) {
      return webhook.tell(NOTICE);
    }
  }

  private static Webhook webhook(URI url, String secret, Duration timeout) {
    Secrets secrets = reference -> secret;
    return new Webhook(
        url, "env:HOOK", secrets, timeout, Clock.fixed(NOW.plusSeconds(7), ZoneOffset.UTC));
  }

  @Test
  void it_is_posted_with_all_that_names_the_obligation() {
    assertThat(tell(Duration.ofSeconds(5))).isEqualTo(new Told.Delivered());
    Receiver.Call call = receiver.calls().getFirst();
    assertThat(call.method()).isEqualTo("POST /hook?team=dba");
    assertThat(call.type()).isEqualTo("application/json");
    JsonNode body = JsonMapper.builder().build().readTree(call.body());
    assertThat(body.at("/type").asString()).isEqualTo("obligation.overdue");
    assertThat(body.at("/timestamp").asString()).isEqualTo("2026-11-22T03:15:15.500Z");
    assertThat(body.at("/data/alarm").asString()).isEqualTo("a1");
    assertThat(body.at("/data/obligation").asString()).isEqualTo("o1");
    assertThat(body.at("/data/workflow").asString()).isEqualTo("w1");
    assertThat(body.at("/data/database").asString()).isEqualTo("orders-replica");
    assertThat(body.at("/data/summary").asString()).isEqualTo(NOTICE.summary());
    assertThat(body.at("/data/deadline").asString()).isEqualTo("2026-11-22T03:14:59.500Z");
    assertThat(body.at("/data/howToUndo").asString()).isEqualTo(NOTICE.howToUndo());
  }

  // The specification's formula, written down again.
  @Test
  void the_signature_is_that_of_the_specification() throws Exception {
    tell(Duration.ofSeconds(5));
    Receiver.Call call = receiver.calls().getFirst();
    assertThat(call.id()).isEqualTo("a1-overdue");
    assertThat(call.timestamp()).isEqualTo(Long.toString(NOW.plusSeconds(7).getEpochSecond()));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
    String signed = call.id() + "." + call.timestamp() + "." + call.body();
    String expected =
        Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    assertThat(call.signature()).isEqualTo("v1," + expected);
  }

  // The example of the specification's own libraries.
  @Test
  void the_specifications_example_is_signed_so() {
    assertThat(
            Signature.with("whsec_" + KEY, "env:HOOK")
                .of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 400, 404, 410, 500, 503})
  void anything_but_2xx_is_a_failure_and_no_redirect_is_followed(int status) {
    receiver.answer(status);
    assertThat(tell(Duration.ofSeconds(5))).isEqualTo(new Told.Failed("HTTP " + status));
    assertThat(receiver.calls()).hasSize(1);
  }

  @Test
  void a_receiver_that_never_answers_is_given_up_after_the_timeout() {
    receiver.fallSilent();
    assertThat(tell(Duration.ofMillis(200))).isInstanceOf(Told.Failed.class);
  }

  @Test
  void a_receiver_that_is_not_there_is_a_failure() {
    receiver.close();
    assertThat(tell(Duration.ofSeconds(5))).isInstanceOf(Told.Failed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://h/x",
        "http:///x",
        "/x",
        "http://user:pass@h/x",
        "http://user@h/",
        "https://h/#f"
      })
  void what_cannot_be_posted_to_is_refused_at_the_start(String url) {
    assertThatThrownBy(
            () -> webhook(URI.create(url), "whsec_" + KEY, Duration.ofSeconds(1)).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("pass@");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "whsec_c2hvcnQ=", "my own p@ssword, which is long enough"})
  void a_secret_that_is_none_is_refused_at_the_start_and_not_shown(String secret) {
    assertThatThrownBy(() -> webhook(receiver.url(), secret, Duration.ofSeconds(1)).close())
        .isInstanceOf(SecretMissing.class)
        .hasMessageContaining("env:HOOK")
        .hasMessageNotContaining("p@ssword")
        .hasMessageNotContaining("c2hvcnQ");
  }
}
