package io.replicamedic.packets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a command of the machine to its end; {@link Ground}'s. */
final class Tool {
  private Tool() {}

  /** It could not be run, or said no; the message is the command and what it said. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    private Failed(List<String> command, String why) {
      super(String.join(" ", command) + ": " + why);
    }
  }

  /** Feeds it that input. */
  static void run(List<String> command, String input) throws Failed {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      // What these commands print fits into a pipe, so that nobody waits for the other.
      try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
        stdin.write(input);
      } catch (IOException e) {
        // it did not want it; what it says tells why
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new Failed(command, "ended with " + code + ", " + said.strip());
      }
    } catch (IOException e) {
      throw new Failed(command, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed(command, "interrupted");
    }
  }
}
