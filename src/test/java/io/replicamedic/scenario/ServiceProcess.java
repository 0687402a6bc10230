package io.replicamedic.scenario;

import io.replicamedic.app.ReplicaMedic;
import io.replicamedic.lab.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service as a process of its own: can be killed, frozen and started again. */
final class ServiceProcess implements Service {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

  private final Process process;
  private final Path log;
  private final int port;

  /**
   * Starts it and waits until it answers.
   *
   * @param program the command, without the service's own arguments
   */
  ServiceProcess(ServiceSettings settings, List<String> program) throws IOException {
    log = settings.folder().resolve("service-" + System.nanoTime() + ".log");
    List<String> command = new ArrayList<>(program);
    command.add("--server.port=0");
    command.add("--server.address=127.0.0.1");
    command.add("--spring.config.additional-location=file:" + settings.write());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.PIPE);
    // Where the SDK's own chain finds them; the lab's cloud takes any.
    builder
        .environment()
        .putAll(Map.of("AWS_ACCESS_KEY_ID", "lab", "AWS_SECRET_ACCESS_KEY", "lab"));
    process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Await.until(() -> "the service answers\n" + logged(), START, () -> !portIn(logged()).isEmpty());
    port = Integer.parseInt(portIn(logged()));
  }

  /** The service as it is. */
  static Service plain(ServiceSettings settings) throws IOException {
    return new ServiceProcess(settings, Program.of(ReplicaMedic.class));
  }

  @Override
  public int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** kill -9, and waits until it is gone. */
  void kill9() {
    process.destroyForcibly();
    awaitGone();
  }

  /** SIGSTOP: it takes no step any more, and its connections stay open. */
  void freeze() {
    signal("STOP");
  }

  /** SIGCONT: it goes on as if no time had passed. */
  void thaw() {
    signal("CONT");
  }

  /** One line on its standard input. */
  void release() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new IllegalStateException("the service cannot be told to go on\n" + logged(), e);
    }
  }

  void awaitLogged(String words) {
    Await.until(
        () -> "the service logs '" + words + "'\n" + logged(),
        Duration.ofSeconds(60),
        () -> logged().contains(words));
  }

  private void signal(String name) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("kill -" + name + " failed");
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** All that it has logged so far. */
  String logged() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    awaitGone();
  }

  private void awaitGone() {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private static String portIn(String text) {
    Matcher matcher = PORT.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
