package io.replicamedic.adapter.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An {@link AcknowledgingWriter} in a process of its own. */
final class WriterProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;

  WriterProcess(Path folder) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AcknowledgingWriter.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    lines = process.inputReader();
  }

  /** Waits until it has acknowledged so many more commits. */
  long awaitAcknowledged(int commits) throws IOException {
    StringBuilder log = new StringBuilder();
    int seen = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.startsWith(AcknowledgingWriter.ACKNOWLEDGED)) {
        log.append(line).append('\n');
      } else if (++seen == commits) {
        return version(line);
      }
    }
    throw new AssertionError("the writer has ended:\n" + log);
  }

  /** kill -9 until it is gone; the last version acknowledged, those still in the pipe too. */
  long kill9(long known) throws IOException, InterruptedException {
    // By its handle: Process.destroyForcibly would close the pipe, with acknowledgements in it.
    process.toHandle().destroyForcibly();
    long last = known;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(AcknowledgingWriter.ACKNOWLEDGED)) {
        last = Math.max(last, version(line));
      }
    }
    process.waitFor();
    return last;
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the writer does not go away: " + process.pid());
      }
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long version(String line) {
    return Long.parseLong(line.substring(AcknowledgingWriter.ACKNOWLEDGED.length()));
  }
}
