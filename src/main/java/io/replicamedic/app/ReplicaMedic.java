package io.replicamedic.app;

import java.util.List;
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

  /** Starts the service, or only looks at its configuration, which is as Spring Boot reads it. */
  public static void main(String[] args) {
    if (List.of(args).contains(ConfigurationCheck.FLAG)) {
      System.exit(ConfigurationCheck.run(args, System.out));
    }
    SpringApplication.run(ReplicaMedic.class, args);
  }
}
