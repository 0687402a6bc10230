package io.replicamedic.packets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link Station} that runs in a namespace, as {@link Ground} holds it. */
final class Post implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 5;

  private final Process process;
  private final Writer orders;
  private final BufferedReader answers;

  private Post(Process process) {
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** The process that ip becomes: it is ended by its own id. */
  static Post in(String namespace) {
    ProcessBuilder builder =
        new ProcessBuilder(
            "ip",
            "netns",
            "exec",
            namespace,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx32m",
            "-Djava.net.preferIPv4Stack=true",
            "-cp",
            classes(),
            Station.class.getName());
    // The station knows the kernel's words in English.
    builder.environment().put("LC_ALL", "C");
    try {
      return new Post(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classes() {
    URL where = Station.class.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(URI.create(where.toString())).toString();
  }

  /** The station's answer to a line. */
  String ask(String line) {
    try {
      orders.write(line + "\n");
      orders.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException("the station has ended before it answered: " + line);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers of {@code try}, in its order. */
  List<String> attempt(List<String> targets) {
    return List.of(ask("try " + String.join(" ", targets)).split("\\|"));
  }

  /** Ends it and waits for it. */
  @Override
  public void close() {
    try {
      orders.close();
    } catch (IOException e) {
      process.destroy(); // it is ending already
    }
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
