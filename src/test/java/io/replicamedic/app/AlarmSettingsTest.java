package io.replicamedic.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What is wrong with the webhook's settings is said at the start, and shows no secret. */
class AlarmSettingsTest {
  private static final String URL = "replica-medic.alarms.webhook.url=";
  private static final String SECRET = "replica-medic.alarms.webhook.secret=";

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(OnlySettings.class);

  /** Nothing but the settings. */
  @EnableConfigurationProperties(Settings.class)
  static class OnlySettings {}

  @Test
  void without_a_webhook_there_is_none() {
    runner.run(
        context -> {
          assertThat(context.getBean(Settings.class).alarms().webhook()).isNull();
          assertThat(context.getBean(Settings.class).workflow().grace()).hasSeconds(15);
        });
  }

  @Test
  void a_url_and_a_references_secret_are_taken() {
    runner
        .withPropertyValues(URL + "https://hooks.bank.example/dba?team=1", SECRET + "env:HOOK")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @ParameterizedTest
  @CsvSource({
    "https://ops:hunter2@hooks.example/x, env:HOOK, without user",
    "ftp://hooks.example/hunter2, env:HOOK, http or https",
    "'', env:HOOK, http or https",
    "https://hooks.example/x, '', a reference",
    "https://hooks.example/x, whsec_hunter2, a reference",
    "https://hooks.example/ hunter2, env:HOOK, http or https"
  })
  void what_is_wrong_is_said(String url, String secret, String words) {
    runner
        .withPropertyValues(URL + url, SECRET + secret)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining(words)
                    .hasMessageNotContaining("hunter2"));
  }
}
