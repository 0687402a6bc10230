package io.replicamedic.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A dead host leaves what was synced, and a dead JVM leaves nothing mounted. */
class DiskTest {
  @Test
  void a_dead_host_leaves_what_was_synced_and_not_what_was_only_written() throws Exception {
    try (Disk disk = make()) {
      Files.writeString(disk.folder().resolve("synced"), "synced");
      disk.sync();
      Files.writeString(disk.folder().resolve("written"), "written");
      try (Disk left = disk.afterHostFailure()) {
        assertThat(left.folder().resolve("synced")).hasContent("synced");
        assertThat(left.folder().resolve("written")).doesNotExist();
      }
      assertThat(disk.folder().resolve("written")).hasContent("written");
    }
  }

  @Test
  void a_jvm_killed_with_9_leaves_no_disk() throws Exception {
    make().close();
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dbasedir=" + System.getProperty("basedir", ""),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Program.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var output =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
      Path folder = Path.of(output.readLine());
      assertThat(mounts()).contains(folder.toString());
      jvm.destroyForcibly().waitFor();
      Await.until(
          "nothing is mounted and the folder is gone",
          Duration.ofSeconds(20),
          () ->
              !mounts().contains(folder.toString())
                  && !Files.exists(folder.resolveSibling("image")));
    }
  }

  /** The other JVM: makes a disk, says where, and waits to be ended. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws Exception {
      System.out.println(Disk.make().folder());
      Thread.currentThread().join();
    }
  }

  private static Disk make() {
    try {
      return Disk.make();
    } catch (Disk.Unavailable e) {
      String reason = "no such disks here: " + e.getMessage();
      System.out.println("SKIPPED " + DiskTest.class.getSimpleName() + ": " + reason);
      Assumptions.abort(reason);
      throw new IllegalStateException(e);
    }
  }

  private static String mounts() throws Exception {
    return Files.readString(Path.of("/proc/mounts"));
  }
}
