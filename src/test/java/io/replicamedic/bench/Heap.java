package io.replicamedic.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What lives on a JVM's heap; asked by jcmd, of the same JDK as this one. */
final class Heap {
  private Heap() {}

  /** Bytes that a full collection leaves. */
  static long of(long pid) {
    // The histogram counts what is reachable only, after a full collection. Its last line: Total,
    // instances, bytes.
    String[] total = run(pid, "GC.class_histogram").strip().lines().toList().getLast().split(" +");
    return Long.parseLong(total[total.length - 1]);
  }

  // Into a file: asked of ourselves, we stand still while it is written, and would empty no pipe.
  private static String run(long pid, String command) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Path said = Files.createTempFile("replica-medic-heap-", ".txt");
      try {
        Process process =
            new ProcessBuilder(List.of(jcmd, Long.toString(pid), command))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (process.waitFor() != 0) {
          throw new IllegalStateException("jcmd: " + Files.readString(said));
        }
        return Files.readString(said);
      } finally {
        Files.delete(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
