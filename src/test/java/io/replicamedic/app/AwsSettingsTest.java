package io.replicamedic.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.Database;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.ConfigurableEnvironment;

/** Where and as whom AWS is asked about a database: as it says, else as all say. */
class AwsSettingsTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/ops/medic";
  private static final String OTHER = "arn:aws-cn:iam::210987654321:role/medic";
  private static final List<String> DEFAULTS =
      List.of("aws.region=eu-central-1", "aws.role=" + ROLE, "aws.external-id=ours/1");

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(OnlySettings.class);

  /** Nothing but the settings. */
  @EnableConfigurationProperties(Settings.class)
  static class OnlySettings {}

  /** The account of a database that says this of itself. */
  private void is(AwsAccount wanted, List<String> defaults, String... own) {
    List<String> all = new ArrayList<>(defaults);
    all.add("databases[0].id=orders");
    all.add("databases[0].host=db.example");
    all.add("databases[0].user=medic");
    all.add("databases[0].password=env:X");
    List.of(own).forEach(each -> all.add("databases[0].aws." + each));
    runner
        .withPropertyValues(
            all.stream().map(each -> "replica-medic." + each).toArray(String[]::new))
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(read(context).databases())
                  .extracting(Database::account)
                  .containsExactly(wanted);
            });
  }

  private static Configuration read(AssertableApplicationContext context) {
    return Configuration.of((ConfigurableEnvironment) context.getEnvironment());
  }

  @Test
  void without_any_word_it_is_what_the_sdk_finds() {
    is(AwsAccount.OWN, List.of());
    is(AwsAccount.OWN, List.of(), "cluster=orders");
  }

  @Test
  void what_a_database_does_not_say_is_as_for_all() {
    AwsAccount all = new AwsAccount("eu-central-1", ROLE, "ours/1");
    is(all, DEFAULTS);
    is(all, DEFAULTS, "cluster=orders");
    is(all.in("cn-north-1"), DEFAULTS, "cluster=orders", "region=cn-north-1");
    is(
        new AwsAccount("eu-central-1", OTHER, "ours/1"),
        DEFAULTS,
        "instance=orders",
        "role=" + OTHER);
    is(
        new AwsAccount("eu-central-1", OTHER, "theirs"),
        DEFAULTS,
        "cluster=orders",
        "role=" + OTHER,
        "external-id=theirs");
  }

  @Test
  void an_empty_role_is_none_at_all() {
    is(new AwsAccount("eu-central-1", "", ""), DEFAULTS, "cluster=orders", "role=");
  }

  @ParameterizedTest
  @CsvSource({
    "aws.region, eu-west, a region such as",
    "aws.region, https://eu-west-1, a region such as",
    "aws.role, replica-medic, the ARN of an IAM role",
    "aws.role, arn:aws:iam::123456789012:user/medic, the ARN of an IAM role",
    "aws.role, arn:aws:sts::123456789012:assumed-role/medic/me, the ARN of an IAM role",
    "aws.external-id, x, 2 to 1224",
    "aws.external-id, two words, 2 to 1224",
  })
  void what_is_wrong_is_said(String key, String value, String words) {
    for (String at : List.of("", "databases[0].")) {
      runner
          .withPropertyValues(
              "replica-medic.databases[0].id=orders",
              "replica-medic.databases[0].host=db.example",
              "replica-medic.databases[0].user=medic",
              "replica-medic.databases[0].password=env:X",
              "replica-medic.databases[0].aws.cluster=orders",
              "replica-medic." + at + key + "=" + value)
          .run(
              context -> {
                if (at.isEmpty()) {
                  assertThat(context).getFailure().rootCause().hasMessageContaining(words);
                } else {
                  assertThat(read(context).aside().toString()).contains(at + key, words);
                }
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pod-7f/ä", "ip-10-0-0-1.eu-west-1.compute.internal", ""})
  void an_instance_has_a_name_that_sts_takes(String host) {
    assertThat(InstanceName.session(host.repeat(9)))
        .startsWith("replica-medic-")
        .matches("[A-Za-z0-9_+=,.@-]{2,64}");
  }
}
