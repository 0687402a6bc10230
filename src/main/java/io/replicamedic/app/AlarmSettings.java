package io.replicamedic.app;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How people learn of alarms, besides log and metrics. */
record AlarmSettings(@Valid @Nullable Webhook webhook) {
  /**
   * Where alarms are posted to, signed as Standard Webhooks says.
   *
   * @param url text on purpose, as the secret: what is wrong with them is said without showing them
   * @param secret reference to {@code whsec_…}
   * @param timeout for connecting, and for the answer
   */
  record Webhook(
      @DefaultValue("") String url,
      @DefaultValue("") String secret,
      @DefaultValue("10s") Duration timeout) {
    @AssertTrue(
        message =
            "replica-medic.alarms.webhook.url must be http or https, with a host, without user,"
                + " password or fragment")
    boolean isPostable() {
      try {
        return io.replicamedic.adapter.notify.Webhook.acceptable(URI.create(url));
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @AssertTrue(message = "replica-medic.alarms.webhook.secret must be " + Spellings.REFERENCE_HELP)
    boolean isSecretByReference() {
      return secret.matches(Spellings.REFERENCE);
    }

    @AssertTrue(message = "timeout must be positive and at most 30s")
    boolean isBounded() {
      return timeout.isPositive() && timeout.compareTo(Duration.ofSeconds(30)) <= 0;
    }
  }
}
