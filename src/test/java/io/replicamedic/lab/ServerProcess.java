package io.replicamedic.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of a mysqld and the small watcher beside it that ends it should this JVM die first;
 * called by {@link MysqlServer}. Signals go to this process only, by its id.
 */
final class ServerProcess {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process server;
  private final Process watcher;

  private ServerProcess(Process server, Process watcher) {
    this.server = server;
    this.watcher = watcher;
  }

  /** Starts it in a session of its own, so that a terminal's Ctrl-C reaches only the JVM. */
  static ServerProcess start(Path folder, List<String> mysqld) throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(Installation.asServerUser());
    command.addAll(mysqld);
    Process server =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .directory(folder.toFile())
            .start();
    Process watcher =
        new ProcessBuilder(
                "setsid",
                Command.script("watch-server"),
                Long.toString(server.pid()),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new ServerProcess(server, watcher);
  }

  long pid() {
    return server.pid();
  }

  boolean isAlive() {
    return server.isAlive();
  }

  void terminate() {
    signal("TERM");
    if (!gone(PATIENCE)) {
      kill();
    }
    letGo();
  }

  void kill() {
    server.destroyForcibly();
    if (!gone(PATIENCE)) {
      throw new IllegalStateException("mysqld " + pid() + " does not end");
    }
    letGo();
  }

  void signal(String name) {
    if (isAlive()) {
      Command.run(List.of("kill", "-" + name, Long.toString(pid())));
    }
  }

  private boolean gone(Duration patience) {
    try {
      return server.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  // Not by a line on its stdin: bash's read, timing out at that moment, can lose it, and the pipe's
  // end that follows then reads as this JVM's death.
  private void letGo() {
    watcher.destroy();
    try {
      watcher.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The last lines of the server's log, for an error message. */
  static String lastWords(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    } catch (IOException e) {
      return "no log";
    }
  }
}
