package io.replicamedic.scenario;

import io.replicamedic.lab.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A whole unstick with the cut, on real servers, by a real process that is ended with kill -9
 * before and after every single write to the store; another one carries on. Started by
 * bench/crash-matrix; the same points in one JVM are CrashMatrixTest.
 */
final class CrashMatrix {
  /** Two at a time: they mostly wait for servers of their own. */
  private static final int AT_ONCE = 2;

  /** The request itself is the first write: nobody was told yes before it is stored. */
  private static final int FIRST = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private CrashMatrix() {}

  /** Arguments: scenarios; prints every point, and ends with 1 if one of them failed. */
  public static void main(String[] scenarios) throws Exception {
    long begin = System.nanoTime();
    AtomicInteger failed = new AtomicInteger();
    int points = 0;
    try (ExecutorService hands = Executors.newFixedThreadPool(AT_ONCE)) {
      for (String name : scenarios) {
        Scenario scenario = Scenarios.named(name).orElseThrow();
        AtomicInteger next = new AtomicInteger(FIRST);
        List<Future<Integer>> done = new ArrayList<>();
        for (int hand = 0; hand < AT_ONCE; hand++) {
          done.add(hands.submit(walk(scenario, next, failed)));
        }
        for (Future<Integer> each : done) {
          points += each.get();
        }
      }
    }
    say("%d points, %d failed, %.1f min", points, failed.get(), (System.nanoTime() - begin) / 60e9);
    System.exit(failed.get() == 0 ? 0 : 1);
  }

  /** One write after the other, until there is none with that number; how many points it had. */
  private static Callable<Integer> walk(
      Scenario scenario, AtomicInteger next, AtomicInteger failed) {
    return () -> {
      int points = 0;
      while (true) {
        int write = next.getAndIncrement();
        for (String side : List.of("before", "after")) {
          String hold = side + ":write#" + write;
          long begin = System.nanoTime();
          String result;
          try {
            if (!dieAt(scenario, hold)) {
              return points;
            }
            result = "ok";
          } catch (Exception | AssertionError e) {
            failed.incrementAndGet();
            result = "FAILED: " + e;
          }
          points++;
          say("%-22s %-18s %5.1f s %s", scenario.name(), hold, seconds(begin), result);
        }
      }
    };
  }

  /** False when the workflow ended before it came to that write. */
  private static boolean dieAt(Scenario scenario, String hold) throws Exception {
    Scenario killed = killed(scenario);
    try (Incident incident =
        new Incident(killed, settings -> HoldingService.start(settings, hold))) {
      incident.unstick();
      ServiceProcess service = (ServiceProcess) incident.service();
      Await.until(
          () -> "it is held, or has ended\n" + service.logged(),
          PATIENCE,
          () -> isHeld(service, hold) || hasEnded(incident));
      if (!isHeld(service, hold)) {
        return false;
      }
      service.kill9();
      incident.restart(ServiceProcess::plain);
      incident.conclude();
      return true;
    }
  }

  /** What must be true however often it died: acts may have been repeated. */
  static Scenario killed(Scenario scenario) {
    return scenario.proven(Proofs.networkAsBefore().and(Proofs.replicatesAgain()));
  }

  private static boolean isHeld(ServiceProcess service, String hold) {
    return service.logged().contains(HoldingService.held(hold));
  }

  private static boolean hasEnded(Incident incident) {
    return !incident.api().workflow(incident.workflowId()).path("endedAt").asString("").isEmpty();
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void say(String format, Object... values) {
    System.out.printf(format + "%n", values);
  }
}
