package io.replicamedic.adapter.aws;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.replicamedic.outside.AwsAccount;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rules of the access itself, before anything is asked. */
class AwsAccessTest {
  @Test
  void a_service_without_AWS_needs_neither_region_nor_credentials() {
    assertThatCode(
            () -> {
              try (AwsAccess aws =
                  new AwsAccess(
                      Optional.empty(),
                      AwsAccount.OWN,
                      Duration.ofSeconds(1),
                      "replica-medic",
                      Clock.systemUTC())) {
                aws.accounts().standard().network();
                aws.accounts().standard().fleet();
              }
            })
        .doesNotThrowAnyException();
  }
}
