package io.replicamedic.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service's entry point; started by {@code java -jar} and by the tests. */
@SpringBootApplication(
    scanBasePackages = {
      "io.replicamedic.app",
      "io.replicamedic.adapter.store",
      "io.replicamedic.web"
    })
public class ReplicaMedic {

  /** Starts the service; configuration as Spring Boot reads it. */
  public static void main(String[] args) {
    SpringApplication.run(ReplicaMedic.class, args);
  }
}
