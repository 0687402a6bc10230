package io.replicamedic.app;

import java.util.function.Supplier;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Spring applications in the test's own JVM, which tests that run side by side start and stop.
 * Spring Boot's logging system is one for the whole JVM and is not made for that: an application
 * that stops takes the environment from under one that starts. So one after the other.
 */
public final class SpringHere {
  private SpringHere() {}

  /** Starts one. */
  public static synchronized ConfigurableApplicationContext start(
      Supplier<ConfigurableApplicationContext> application) {
    return application.get();
  }

  /** Whatever else starts and stops one. */
  static synchronized <T> T alone(Supplier<T> run) {
    return run.get();
  }

  /** Stops one. */
  public static synchronized void stop(ConfigurableApplicationContext context) {
    SpringApplication.exit(context);
  }
}
