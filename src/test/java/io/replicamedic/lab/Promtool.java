package io.replicamedic.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Prometheus's own judge of rules and metrics: one that this machine has, or that is fetched.
 * Without one there is no verdict, and that is an error which says what was tried.
 */
public final class Promtool {
  private static final Path NOTHING = Path.of("/dev/null");

  private final String program;

  private Promtool(String program) {
    this.program = program;
  }

  /**
   * What it said.
   *
   * @param code 0 = all is well
   */
  public record Verdict(int code, String text) {}

  /**
   * Finds or fetches one.
   *
   * @throws IllegalStateException when there is none to be had
   */
  public static Promtool find() {
    return find(Command.script("provision-promtool"));
  }

  static Promtool find(String script) {
    Verdict found = run(List.of(script), NOTHING);
    if (found.code() != 0) {
      throw new IllegalStateException(found.text());
    }
    return new Promtool(found.text().lines().toList().getLast());
  }

  /** Runs it to its end. */
  public Verdict say(String... arguments) {
    return say(NOTHING, arguments);
  }

  /** Runs it to its end on that input. */
  public Verdict say(Path input, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    return run(command, input);
  }

  private static Verdict run(List<String> command, Path input) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(input.toFile())
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Verdict(process.waitFor(), said.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
