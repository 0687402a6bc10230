package io.replicamedic.bench;

import io.replicamedic.lab.Session;
import io.replicamedic.lab.Wrk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.springframework.util.FileSystemUtils;

/** What the status costs; called by {@code bench/status}. */
final class StatusBench {
  private static final Duration FAST = Duration.ofSeconds(1);
  private static final Duration USUAL = Duration.ofSeconds(5);
  private static final int[] CONNECTIONS = {4, 64};

  private final Options options;
  private final Wrk wrk = Wrk.find();
  private final SharedServers servers;
  private final Path folder;
  private final Results results = new Results();

  private StatusBench(Options options, SharedServers servers, Path folder) {
    this.options = options;
    this.servers = servers;
    this.folder = folder;
  }

  /** Prints all that is measured, and the peer's beside it; exit 2 for a wrong call. */
  public static void main(String[] args) throws Exception {
    Options options = Options.of(List.of(args));
    Path folder = Files.createTempDirectory("replica-medic-bench-");
    try (SharedServers servers = SharedServers.open()) {
      new StatusBench(options, servers, folder).run();
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
    System.exit(0);
  }

  private void run() throws Exception {
    say(
        "%d cores, load %s; MySQL %s, one source and two replicas; intervals of %d and %d s",
        Runtime.getRuntime().availableProcessors(),
        Files.readString(Path.of("/proc/loadavg")).split(" ")[0],
        servers.source().version(),
        USUAL.toSeconds(),
        FAST.toSeconds());
    double driver = new IdleSessions(servers).bytesEach(200);
    for (Options.Contender each : options.contenders()) {
      results.put(each, "kB of heap for an idle session, the driver's", driver / 1e3);
      memoryWithoutSessions(each);
      double smallest = 0;
      for (int registered : options.sizes()) {
        double heap = measured(each, registered);
        if (registered == options.sizes().getFirst()) {
          smallest = heap;
        } else {
          double own = each(heap, smallest, registered);
          results.put(each, "kB of heap a database, of %d".formatted(registered), own / 1e3);
          results.put(
              each, "… without the driver's, of %d".formatted(registered), (own - driver) / 1e3);
        }
      }
    }
    System.out.print(
        results.text(options.contenders().stream().map(Options.Contender::name).toList()));
  }

  /** Bytes that each registration adds. */
  private double each(double heap, double smallest, int registered) {
    return (heap - smallest) / (registered - options.sizes().getFirst());
  }

  // Not polled, and asked for once: a session is opened and closed for it.
  private void memoryWithoutSessions(Options.Contender who) throws Exception {
    int most = options.sizes().getLast();
    double smallest = heapWithoutSessions(who, options.sizes().getFirst());
    if (options.sizes().size() > 1) {
      double own = each(heapWithoutSessions(who, most), smallest, most);
      results.put(
          who, "kB of heap a database that has no session, of %d".formatted(most), own / 1e3);
    }
  }

  private double heapWithoutSessions(Options.Contender who, int registered) throws Exception {
    try (Subject subject = start(who, registered, Duration.ZERO)) {
      for (int n = 0; n < registered; n++) {
        subject.get("/api/v1/replicas/" + Registrations.id(n) + "/status");
      }
      return subject.heap();
    }
  }

  /** Both intervals, one after the other; the bytes on the heap at the end. */
  private double measured(Options.Contender who, int registered) throws Exception {
    boolean largest = registered == options.sizes().getLast();
    try (Subject subject = start(who, registered, USUAL)) {
      subject.awaitRead(registered);
      cores(who, subject, registered, USUAL);
      if (largest) {
        load(who, subject);
      }
    }
    try (Subject subject = start(who, registered, FAST)) {
      subject.awaitRead(registered);
      cores(who, subject, registered, FAST);
      if (largest) {
        appearances(who, subject, registered);
      } else {
        toggle(registered);
      }
      double heap = subject.heap();
      results.put(who, "resident MB with %d".formatted(registered), subject.resident() / 1e6);
      results.put(who, "heap MB after GC with %d".formatted(registered), heap / 1e6);
      return heap;
    }
  }

  private Subject start(Options.Contender who, int registered, Duration interval)
      throws IOException {
    Path own = Files.createTempDirectory(folder, "service-");
    long begin = System.nanoTime();
    Subject subject =
        Subject.start(new Registrations(own, servers, registered), who.program(), interval);
    say(
        "%s with %d at %d s answers after %.1f s",
        who.name(), registered, interval.toSeconds(), (System.nanoTime() - begin) / 1e9);
    return subject;
  }

  private void cores(Options.Contender who, Subject subject, int registered, Duration interval)
      throws Exception {
    Thread.sleep(options.settle());
    double cores = subject.cores(options.time());
    results.put(who, "cores for %d at %d s".formatted(registered, interval.toSeconds()), cores);
  }

  private void load(Options.Contender who, Subject subject) throws IOException {
    String one = "/api/v1/replicas/" + Registrations.id(1) + "/status";
    for (String path : List.of(one, "/api/v1/replicas")) {
      String name = path.equals(one) ? "status" : "list of 100";
      // Compiled by then.
      wrk.ask(subject.base() + path, subject.script(), 4, options.settle());
      for (int connections : CONNECTIONS) {
        double before = subject.cpuSeconds();
        Wrk.Load load =
            wrk.ask(subject.base() + path, subject.script(), connections, options.time());
        String what = "%s, %d connections: ".formatted(name, connections);
        results.put(who, what + "requests/s", load.perSecond());
        double used = subject.cpuSeconds() - before;
        results.put(
            who,
            what + "CPU µs a request",
            used * 1e6 / (load.perSecond() * options.time().toSeconds()));
        results.put(who, what + "p50 ms", load.p50());
        results.put(who, what + "p99 ms", load.p99());
      }
    }
  }

  /** From a real fault to its appearance in one status, and in those of all on that server. */
  private void appearances(Options.Contender who, Subject subject, int registered)
      throws Exception {
    List<Double> one = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    for (int fault = 0; fault < options.faults(); fault++) {
      int n = (fault * 7919) % registered;
      try (Session root = servers.replica(n).session()) {
        root.run("STOP REPLICA SQL_THREAD");
        long begin = System.nanoTime();
        String status = "/api/v1/replicas/" + Registrations.id(n) + "/status";
        while (!subject.get(status).at("/channels/0/applier").asString("").equals("No")) {
          Thread.sleep(10);
        }
        one.add((System.nanoTime() - begin) / 1e9);
        long share = (registered + 1 - n % 2) / 2;
        while (subject.lines("").filter(it -> it.path("applier").asString("").equals("No")).count()
            < share) {
          Thread.sleep(50);
        }
        all.add((System.nanoTime() - begin) / 1e9);
        root.run("START REPLICA SQL_THREAD");
        while (subject.lines("").anyMatch(it -> it.path("applier").asString("").equals("No"))) {
          Thread.sleep(50);
        }
      }
    }
    Collections.sort(one);
    results.put(who, "s from fault to status: min", one.getFirst());
    results.put(who, "… median", one.get(one.size() / 2));
    results.put(who, "… max", one.getLast());
    results.put(who, "… of all on that server, max", Collections.max(all));
  }

  // What is looked back on is then as long as it gets.
  private void toggle(int registered) throws SQLException, InterruptedException {
    for (int fault = 0; fault < options.faults(); fault++) {
      for (String word : List.of("STOP", "START")) {
        for (int n = 0; n < Math.min(2, registered); n++) {
          try (Session root = servers.replica(n).session()) {
            root.run(word + " REPLICA SQL_THREAD");
          }
        }
        Thread.sleep(1300);
      }
    }
  }

  private static void say(String text, Object... values) {
    System.out.printf(Locale.ROOT, text + "%n", values);
  }
}
