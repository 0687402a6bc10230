package io.replicamedic.loss;

import io.replicamedic.durability.FailureKind;
import io.replicamedic.durability.Loss;
import io.replicamedic.durability.LossWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Crashes a real server in every setting, counts what was lost and prints it beside what the audit
 * stated; {@code bench/loss-window}. Ends with 1 when something was lost that was not stated.
 */
final class LossTable {
  private static final String HEAD =
      """
      | flush/sync_binlog | failure | commits | rows lost | stated | binlog transactions lost | stated | rows in the binlog only | rows in the table only | replicas, stated |
      |---|---|---|---|---|---|---|---|---|---|
      """;

  private final int rounds;
  private final List<String> broken = new ArrayList<>();

  private LossTable(int rounds) {
    this.rounds = rounds;
  }

  @FunctionalInterface
  private interface Crash {
    Losses of(Durability durability) throws Exception;
  }

  /** Rounds of each setting, writers, and seconds that they write before each crash. */
  public static void main(String[] args) throws Exception {
    int rounds = number(args, 0, 3);
    int writers = number(args, 1, 1);
    Duration writing = Duration.ofSeconds(number(args, 2, 3));
    LossTable table = new LossTable(rounds);
    try (Hosts hosts = Hosts.open(writers, writing);
        Crashes processes = Crashes.here(writers, writing)) {
      System.out.printf(
          Locale.ROOT,
          "MySQL %s, %d writer(s), worst of %d crashes each%n%n%s",
          processes.version(),
          writers,
          rounds,
          HEAD);
      List<Durability> all = all();
      if (hosts.crashes().isPresent()) {
        Crashes host = hosts.crashes().get();
        for (Durability each : all) {
          table.row(host, each, FailureKind.HOST_OR_ZONE_FAILURE, hosts::fail);
        }
      }
      for (Durability each : all) {
        table.row(processes, each, FailureKind.PROCESS_CRASH, processes::processCrash);
      }
    }
    table.broken.forEach(each -> System.out.println("NOT AS STATED: " + each));
    System.exit(table.broken.isEmpty() ? 0 : 1);
  }

  private static List<Durability> all() {
    return Durability.matrix().stream()
        .flatMap(each -> Stream.of(each, each.withoutLogWriterThreads()))
        .filter(each -> each.logWriterThreads() || each.flush() == 0 || each.syncBinlog() == 0)
        .toList();
  }

  private static int number(String[] args, int place, int otherwise) {
    return args.length > place ? Integer.parseInt(args[place]) : otherwise;
  }

  private void row(Crashes server, Durability durability, FailureKind failure, Crash crash)
      throws Exception {
    LossWindow window = server.stated(durability, failure);
    List<Losses> all = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Losses losses = crash.of(durability);
      broken.addAll(Stated.broken(window, losses, Duration.ZERO));
      all.add(losses);
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %d | %s | %s | %s | %s | %d | %d | %s |%n",
        durability,
        failure.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        all.stream().mapToInt(Losses::acknowledged).sum(),
        worst(all.stream().map(Losses::rows).toList()),
        stated(window.rows()),
        worst(all.stream().map(Losses::binlog).toList()),
        stated(window.binlog()),
        all.stream().mapToInt(Losses::ahead).max().orElse(0),
        all.stream().mapToInt(Losses::missing).max().orElse(0),
        window.replicas().name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  private static String worst(List<Losses.Lost> all) {
    int most = all.stream().mapToInt(Losses.Lost::count).max().orElse(0);
    Duration oldest =
        all.stream().map(Losses.Lost::oldest).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    return most == 0 ? "0" : most + ", last " + time(oldest);
  }

  private static String time(Duration time) {
    double milliseconds = time.toNanos() / 1e6;
    return milliseconds < 200
        ? String.format(Locale.ROOT, "%.1f ms", milliseconds)
        : String.format(Locale.ROOT, "%.2f s", milliseconds / 1000);
  }

  private static String stated(Loss loss) {
    return switch (loss) {
      case Loss.None() -> "none";
      case Loss.AtMost(Duration time, String _) -> "last " + time(time);
      case Loss.AtMostCommits(long groups, String _) -> "last " + groups + " groups";
      case Loss.Unbounded(String _) -> "no bound";
      case Loss.NotApplicable(String _) -> "not applicable";
      case Loss.Unknown(String _) -> "unknown";
    };
  }
}
