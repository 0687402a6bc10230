package io.replicamedic.bench;

import io.replicamedic.lab.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/**
 * How long a fleet's scheduled audits take; called by {@code bench/audit}. Exit 1 when they take
 * longer than the goal.
 */
final class AuditBench {
  private static final Duration GOAL = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final int databases;
  private final SharedServers servers;
  private final Path folder;

  private AuditBench(int databases, SharedServers servers, Path folder) {
    this.databases = databases;
    this.servers = servers;
    this.folder = folder;
  }

  /** Prints what was measured. */
  public static void main(String[] args) throws Exception {
    int databases = 1000;
    String java = "-XX:+UseSerialGC -Xmx512m";
    for (int i = 0; i < args.length; i += 2) {
      String value = i + 1 < args.length ? args[i + 1] : "";
      switch (args[i] + (value.isEmpty() ? " without a value" : "")) {
        case "--databases" -> databases = Integer.parseInt(value);
        case "--java" -> java = value;
        default -> {
          System.err.println("usage: bench/audit [--databases N] [--java OPTIONS]");
          System.exit(2);
        }
      }
    }
    Path folder = Files.createTempDirectory("replica-medic-bench-");
    boolean reached;
    try (SharedServers servers = SharedServers.open()) {
      reached =
          new AuditBench(databases, servers, folder)
              .run(Options.of(List.of("--java", java)).contenders().getFirst().program());
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
    System.exit(reached ? 0 : 1);
  }

  private boolean run(List<String> program) throws Exception {
    say(
        "%d cores, load %s; MySQL %s, %d databases on two servers",
        Runtime.getRuntime().availableProcessors(),
        Files.readString(Path.of("/proc/loadavg")).split(" ")[0],
        servers.source().version(),
        databases);
    long opened = connections();
    try (Subject subject =
        Subject.auditing(new Registrations(folder, servers, databases), program)) {
      double started = subject.cpuSeconds();
      double before = allCpuSeconds();
      double took = Double.parseDouble(subject.awaitSaid(said(), PATIENCE));
      double cpu = subject.cpuSeconds() - started;
      double all = allCpuSeconds() - before;
      say("audited %d in %.1f s (goal %d s)", databases, took, GOAL.toSeconds());
      say("CPU of the service %.1f s, %.1f ms an audit", cpu, cpu * 1000 / databases);
      say("CPU of service and servers %.1f s: %.1f s on two cores of their own", all, all / 2);
      // Less our own two, which counted them.
      say("sessions opened on the servers: %d", connections() - opened - 2);
      report(subject);
      return took <= GOAL.toSeconds();
    }
  }

  /** Each of them once, by one run. */
  private Pattern said() {
    return Pattern.compile(
        "audited the durability of " + databases + " database\\(s\\) in ([0-9.]+) s");
  }

  private void report(Subject subject) {
    String path = "/api/v1/durability-audits?limit=1000&audited=true";
    for (String when : List.of("first", "again")) {
      long begin = System.nanoTime();
      int told = subject.get(path).path("audits").size();
      say(
          "the report with %d databases, %s: %.0f ms",
          told, when, (System.nanoTime() - begin) / 1e6);
    }
  }

  /** Of all that we started: what the machine's other work cannot lengthen. */
  private static double allCpuSeconds() {
    return ProcessHandle.current()
        .descendants()
        .flatMap(it -> it.info().totalCpuDuration().stream())
        .mapToDouble(it -> it.toMillis() / 1000.0)
        .sum();
  }

  /** That both servers have accepted so far; ours among them. */
  private long connections() throws SQLException {
    long all = 0;
    for (int n = 0; n < 2; n++) {
      try (Session root = servers.replica(n).session()) {
        all +=
            Long.parseLong(
                root.value(
                    "SELECT VARIABLE_VALUE FROM performance_schema.global_status"
                        + " WHERE VARIABLE_NAME = 'Connections'"));
      }
    }
    return all;
  }

  private static void say(String text, Object... values) {
    System.out.printf(Locale.ROOT, text + "%n", values);
  }
}
