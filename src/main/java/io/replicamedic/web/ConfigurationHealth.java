package io.replicamedic.web;

import io.replicamedic.fleet.Registry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Which databases are set aside, for whoever asks with a key. Always UP: a restart by whoever
 * watches us would repair nothing, and the others are looked after.
 */
@Component("configuration")
final class ConfigurationHealth implements HealthIndicator {
  private final Registry registry;

  ConfigurationHealth(Registry registry) {
    this.registry = registry;
  }

  @Override
  public Health health() {
    return Health.up()
        .withDetail("misconfigured", MisconfiguredView.all(registry.misconfigured()))
        .build();
  }
}
