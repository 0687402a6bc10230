package io.replicamedic.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Servers do not outlive the JVM that started them, however it ends. */
class LeftoversTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @Test
  void a_jvm_killed_with_9_leaves_no_server_and_no_data() throws Exception {
    Process jvm = start();
    Started started = Started.by(jvm);
    jvm.destroyForcibly().waitFor();
    started.awaitGone();
  }

  @Test
  void a_jvm_that_is_told_to_end_ends_its_server_first() throws Exception {
    Process jvm = start();
    Started started = Started.by(jvm);
    jvm.destroy();
    jvm.waitFor();
    assertThat(ProcessHandle.of(started.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    started.awaitGone();
  }

  private static Process start() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dbasedir=" + System.getProperty("basedir", ""),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Program.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The other JVM: starts a server, says which, and waits to be ended. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws Exception {
      MysqlServer server = MysqlServer.start(Map.of("server_id", "9"));
      System.out.println(server.pid() + " " + server.folder());
      Thread.currentThread().join();
    }
  }

  private record Started(long pid, Path folder) {
    static Started by(Process jvm) throws Exception {
      try (var output =
          new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
        String[] words = output.readLine().split(" ", 2);
        return new Started(Long.parseLong(words[0]), Path.of(words[1]));
      }
    }

    void awaitGone() {
      Await.until(
          "server and folder are gone",
          DEADLINE,
          () ->
              ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()
                  && !Files.exists(folder));
    }
  }
}
