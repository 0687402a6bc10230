package io.replicamedic.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Debian's wrk, one that this machine has or that is fetched: asks one URL over some connections as
 * fast as it is answered. Used by {@code bench/status}.
 */
public final class Wrk {
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern NOT_2XX = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

  private final String program;

  private Wrk(String program) {
    this.program = program;
  }

  /**
   * What it counted.
   *
   * @param perSecond answers
   * @param p50 milliseconds, half of the answers came faster
   * @param p99 milliseconds
   */
  public record Load(double perSecond, double p50, double p99) {}

  /**
   * Finds or fetches one.
   *
   * @throws IllegalStateException when there is none to be had
   */
  public static Wrk find() {
    return new Wrk(Command.run(List.of(Command.script("provision-wrk"))));
  }

  /**
   * Asks from one thread.
   *
   * @param script wrk's own, for headers: on the command line a key would be in the process list
   * @throws IllegalStateException when an answer was an error
   */
  public Load ask(String url, Path script, int connections, Duration time) {
    String said =
        Command.run(
            List.of(
                program,
                "--latency",
                "--threads=1",
                "--connections=" + connections,
                "--duration=" + time.toSeconds() + "s",
                "--script=" + script,
                url));
    if (NOT_2XX.matcher(said).find() || said.contains("Socket errors")) {
      throw new IllegalStateException("wrk met errors:\n" + said);
    }
    return new Load(
        Double.parseDouble(found(RATE, said)), percentile("50%", said), percentile("99%", said));
  }

  private static double percentile(String name, String said) {
    Matcher matcher = Pattern.compile(name + "\\s+([0-9.]+)(us|ms|s)").matcher(said);
    if (!matcher.find()) {
      throw new IllegalStateException("wrk does not say " + name + ":\n" + said);
    }
    double value = Double.parseDouble(matcher.group(1));
    return switch (matcher.group(2)) {
      case "us" -> value / 1000;
      case "ms" -> value;
      default -> value * 1000;
    };
  }

  private static String found(Pattern pattern, String said) {
    Matcher matcher = pattern.matcher(said);
    if (!matcher.find()) {
      throw new IllegalStateException("wrk does not say " + pattern + ":\n" + said);
    }
    return matcher.group(1);
  }
}
