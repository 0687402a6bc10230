package io.replicamedic.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of moto's server, on a free port of 127.0.0.1; called by {@link Moto}. It ends when its
 * stdin closes, so with this JVM at the latest.
 */
final class MotoProcess {
  private static final Duration START_DEADLINE = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int PORT_ATTEMPTS = 3;
  private static final int LAST_WORDS = 30;
  private static final int LONGEST_LINE = 500;

  private final Process process;
  private final URI uri;
  private final Deque<String> lastWords = new ArrayDeque<>();
  private final Thread listener = new Thread(this::listen, "moto-log");

  private MotoProcess(String python, int port) throws IOException {
    this.uri = URI.create("http://127.0.0.1:" + port);
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(Installation.asServerUser());
    // -I: the machine's own Python settings are none of its business
    command.addAll(List.of(python, "-I", Command.script("moto-server"), Integer.toString(port)));
    this.process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .directory(Path.of("/").toFile())
            .start();
    listener.setDaemon(true);
    listener.start();
  }

  /** A server that answers. A port is free only until someone else takes it: another is tried. */
  static MotoProcess start() {
    String python = Command.run(List.of(Command.script("provision-moto")));
    for (int attempt = 1; ; attempt++) {
      MotoProcess started = launch(python);
      Await.within(START_DEADLINE, () -> !started.process.isAlive() || started.isAnswering());
      if (started.process.isAlive() && started.isAnswering()) {
        return started;
      }
      started.stop();
      String said = started.lastWords();
      if (attempt == PORT_ATTEMPTS || !said.contains("in use")) {
        throw new IllegalStateException("moto did not start:\n" + said);
      }
    }
  }

  URI uri() {
    return uri;
  }

  long pid() {
    return process.pid();
  }

  /** Ends it and waits for it. */
  void stop() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroy(); // its end of the pipe is closed: it is ending already
    }
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
      listener.join();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static MotoProcess launch(String python) {
    try {
      return new MotoProcess(python, Ports.free());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isAnswering() {
    try {
      HttpURLConnection asked =
          (HttpURLConnection) uri.resolve("/moto-api/").toURL().openConnection();
      asked.setConnectTimeout(2000);
      asked.setReadTimeout(10_000);
      int code = asked.getResponseCode();
      asked.disconnect();
      return code == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** What it prints is kept only as far as an error message needs it. */
  private void listen() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        synchronized (lastWords) {
          lastWords.add(line.substring(0, Math.min(line.length(), LONGEST_LINE)));
          if (lastWords.size() > LAST_WORDS) {
            lastWords.remove();
          }
        }
      }
    } catch (IOException e) {
      // it has ended
    }
  }

  private String lastWords() {
    synchronized (lastWords) {
      return String.join("\n", lastWords);
    }
  }
}
