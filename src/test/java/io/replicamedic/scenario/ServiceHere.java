package io.replicamedic.scenario;

import io.replicamedic.app.ReplicaMedic;
import io.replicamedic.app.SpringHere;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

/** The service in this process: quick to start, all of it real but the process. */
final class ServiceHere implements Service {
  private final WebServerApplicationContext context;

  ServiceHere(ServiceSettings settings) throws IOException {
    // Where the SDK's own chain finds them; the lab's cloud takes any.
    System.setProperty("aws.accessKeyId", "lab");
    System.setProperty("aws.secretAccessKey", "lab");
    SpringApplication application = new SpringApplication(ReplicaMedic.class);
    Path written = settings.write();
    context =
        (WebServerApplicationContext)
            SpringHere.start(
                () ->
                    application.run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--spring.config.additional-location=file:" + written));
  }

  @Override
  public int port() {
    return Objects.requireNonNull(context.getWebServer(), "the service has no web server")
        .getPort();
  }

  @Override
  public void close() {
    SpringHere.stop(context);
  }
}
