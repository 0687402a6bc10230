package io.replicamedic.adapter.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.SecretMissing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When Secrets Manager is asked, and what of its answer is the password. */
class ManagedSecretsTest {
  private static final String REFERENCE = "aws-secretsmanager:prod/orders";

  private Instant now = Instant.parse("2026-11-22T03:00:00Z");
  private final List<String> asked = new ArrayList<>();
  private String answer = "{\"username\":\"medic\",\"password\":\"0ld\"}";
  private String failure = "none";
  private final ManagedSecrets secrets = new ManagedSecrets(this::ask, clock(() -> now));

  private String ask(String region, String name) {
    asked.add(region + " " + name);
    if (!failure.equals("none")) {
      throw new CloudUnreadable(
          "secretsmanager:GetSecretValue", failure, "no", new IllegalStateException());
    }
    return answer;
  }

  private static Clock clock(InstantSource source) {
    return source.withZone(ZoneOffset.UTC);
  }

  @Test
  void it_is_asked_once_a_minute_whoever_many_ask_us() {
    for (int i = 0; i < 1000; i++) {
      assertThat(secrets.resolve(REFERENCE)).isEqualTo("0ld");
      now = now.plusMillis(50);
    }
    assertThat(asked).containsExactly(" prod/orders");

    answer = "{\"password\":\"new\"}";
    now = now.plusSeconds(11);
    assertThat(secrets.resolve(REFERENCE)).isEqualTo("new");
  }

  @Test
  void whoever_was_refused_has_it_asked_at_once() {
    assertThat(secrets.resolve(REFERENCE)).isEqualTo("0ld");
    answer = "{\"password\":\"new\"}";
    now = now.plusMillis(1);
    assertThat(secrets.resolveAnew(REFERENCE)).isEqualTo("new");
    assertThat(secrets.resolve(REFERENCE)).isEqualTo("new");
    assertThat(asked).hasSize(2);
  }

  @Test
  void many_that_are_refused_at_once_ask_once() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    AtomicInteger came = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(50);
    Clock counting =
        clock(
            () -> {
              all.countDown();
              return now.plusMillis(came.incrementAndGet());
            });
    ManagedSecrets slow =
        new ManagedSecrets(
            (region, name) -> {
              try {
                assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return "new" + calls.incrementAndGet();
            },
            counting);
    try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        answers.add(crowd.submit(() -> slow.resolveAnew(REFERENCE)));
      }
      for (Future<String> each : answers) {
        assertThat(each.get()).isEqualTo("new1");
      }
    }
    assertThat(calls.get()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ThrottlingException", "InternalServiceError"})
  void while_aws_does_not_answer_what_it_said_last_is_used(String how) {
    secrets.resolve(REFERENCE);
    failure = how;
    now = now.plus(Duration.ofHours(1));
    assertThat(secrets.resolve(REFERENCE)).isEqualTo("0ld");
    now = now.plusSeconds(1);
    assertThatThrownBy(() -> secrets.resolveAnew(REFERENCE)).isInstanceOf(SecretMissing.class);
  }

  @Test
  void what_aws_refuses_is_missing_and_asked_for_again() {
    secrets.resolve(REFERENCE);
    failure = "AccessDeniedException";
    now = now.plus(Duration.ofHours(1));
    assertThatThrownBy(() -> secrets.resolve(REFERENCE))
        .isInstanceOf(SecretMissing.class)
        .hasMessageContaining("prod/orders", "AccessDenied");
    failure = "none";
    now = now.plusMillis(1);
    assertThat(secrets.resolve(REFERENCE)).isEqualTo("0ld");
  }

  @Test
  void an_arn_is_asked_for_in_its_own_region() {
    String arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-1-AbCdEf";
    assertThat(secrets.resolve("aws-secretsmanager:" + arn + "#username")).isEqualTo("medic");
    assertThat(asked).containsExactly("eu-west-1 " + arn);
  }

  @Test
  void a_secret_may_be_plain_text_or_have_a_key_of_its_own() {
    assertThat(SecretText.value("p'w {\"", "")).isEqualTo("p'w {\"");
    assertThat(SecretText.value("12345", "")).isEqualTo("12345");
    assertThat(SecretText.value("{\"pw\":\"x\",\"password\":\"y\"}", "pw")).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                    | ''
          hunter2               | pw
          {"other":"hunter2"}   | ''
          {"password":{"a":1}}  | ''
          """)
  void a_secret_without_the_text_is_missing_and_never_told(String secret, String key) {
    assertThatThrownBy(() -> SecretText.value(secret, key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hunter2");
  }
}
