package io.replicamedic.scenario;

import io.replicamedic.app.ReplicaMedic;
import io.replicamedic.app.SpringHere;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The service in this process: quick to start, all of it real but the process. */
final class ServiceHere implements Service {
  private final ConfigurableApplicationContext context;

  ServiceHere(ServiceSettings settings) throws IOException {
    // Where the SDK's own chain finds them; the lab's cloud takes any.
    System.setProperty("aws.accessKeyId", "lab");
    System.setProperty("aws.secretAccessKey", "lab");
    SpringApplication application = new SpringApplication(ReplicaMedic.class);
    Path written = settings.write();
    context =
        SpringHere.start(
            () ->
                application.run(
                    "--server.port=0",
                    "--server.address=127.0.0.1",
                    "--spring.config.additional-location=file:" + written));
  }

  @Override
  public int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  @Override
  public void close() {
    SpringHere.stop(context);
  }
}
