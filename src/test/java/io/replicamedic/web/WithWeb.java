package io.replicamedic.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/** Starts this room alone, on a free port; all classes that carry it share one server. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = WebTestApp.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.autoconfigure.exclude="
          + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
          + "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration,"
          + "org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration,"
          + "com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration,"
          + "com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerActuatorAutoConfiguration,"
          + "com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerMetricsAutoConfiguration",
      "spring.threads.virtual.enabled=true",
      "management.endpoint.health.probes.enabled=true",
      "replica-medic.web.keep-alive=200ms",
      "replica-medic.web.longest-wait=2s",
      "replica-medic.web.most-streams=5"
    })
@interface WithWeb {}
