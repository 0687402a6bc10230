package io.replicamedic.app;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Lets the service start only with a configuration that can be used; called by Spring Boot. */
final class ConfigurationGate
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Configuration configuration = Configuration.of(context.getEnvironment());
    if (!configuration.fatal().isEmpty()) {
      throw new WrongConfiguration(configuration.fatal());
    }
  }
}
