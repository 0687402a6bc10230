package io.replicamedic.scenario;

import io.replicamedic.adapter.aws.LabAccess;
import io.replicamedic.isolation.CarveOut;
import io.replicamedic.isolation.Carving;
import io.replicamedic.isolation.Cut;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.GroupCut;
import io.replicamedic.isolation.Resolution;
import io.replicamedic.lab.Await;
import io.replicamedic.lab.Lab;
import io.replicamedic.lab.Session;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.replication.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How fast the service gets a ghost out, against a plain tight loop that issues the same SQL
 * without looking, asking or writing anything down; alternating, one lab each, the same observer
 * for both. Called by {@code bench/unstick [PAIRS]}.
 */
final class Race {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final String RECEIVER =
      "(Connecting to|Reconnecting after|Waiting to reconnect).*";

  /**
   * Milliseconds from the start to what an observer saw on the replica.
   *
   * @param cut seconds for which the service's journal says that egress was cut, 0 = never
   */
  record Times(double stopped, double replicating, double cut) {}

  /** Gets the ghost out. */
  private interface Runner {
    void run(Incident incident) throws Exception;
  }

  private Race() {}

  /** Prints every pair, then median and maximum of the ratios. */
  public static void main(String[] args) throws Exception {
    int pairs = args.length == 0 ? 10 : Integer.parseInt(args[0]);
    String name = args.length < 2 ? "ghost" : args[1];
    Scenario scenario = Scenarios.named(name).orElseThrow();
    Runner loop = name.equals("ghost") ? Race::tightLoop : Race::tightLoopWithCut;
    List<Double> cut = new ArrayList<>();
    List<Double> stopped = new ArrayList<>();
    List<Double> replicating = new ArrayList<>();
    run(scenario, loop);
    run(scenario, Race::service);
    for (int pair = 1; pair <= pairs; pair++) {
      Times tight = run(scenario, loop);
      Times service = run(scenario, Race::service);
      stopped.add(service.stopped() / tight.stopped());
      replicating.add(service.replicating() / tight.replicating());
      cut.add(service.cut());
      say(
          "%2d  both stopped: loop %5.0f ms, service %5.0f ms, ratio %.2f   replicating: loop %5.0f"
              + " ms, service %5.0f ms, ratio %.2f",
          pair,
          tight.stopped(),
          service.stopped(),
          stopped.getLast(),
          tight.replicating(),
          service.replicating(),
          replicating.getLast());
    }
    say(
        "both stopped:  ratio median %.2f, maximum %.2f",
        median(stopped), Collections.max(stopped));
    say(
        "replicating:   ratio median %.2f, maximum %.2f",
        median(replicating), Collections.max(replicating));
    say(
        "egress cut by the service: median %.1f s, maximum %.1f s",
        median(cut), Collections.max(cut));
    System.exit(0);
  }

  private static Times run(Scenario scenario, Runner runner) throws Exception {
    try (Incident incident = new Incident(scenario, ServiceHere::new)) {
      // Both pay for a warm API alike: it is the time from the request on that counts.
      incident.api().get("/api/v1/replicas/" + ServiceSettings.REPLICA + "/status");
      long begin = System.nanoTime();
      List<Double> seen = Collections.synchronizedList(new ArrayList<>());
      Thread observer = Thread.ofPlatform().start(() -> observe(incident.lab(), begin, seen));
      runner.run(incident);
      observer.join();
      boolean cut = incident.lab().endpoint().writes().size() > 0;
      boolean ours = !incident.workflowId().isEmpty();
      return new Times(
          seen.get(0),
          seen.get(1),
          cut && ours ? Proofs.cutLasted(incident).toMillis() / 1000.0 : 0);
    }
  }

  private static void observe(Lab lab, long begin, List<Double> seen) {
    try (Session root = lab.replica().session()) {
      // The loop resets at once: a channel that is gone was stopped before.
      Await.until("both stopped", DEADLINE, () -> List.of("No/No", "/").contains(threads(root)));
      seen.add((System.nanoTime() - begin) / 1e6);
      Await.until("both running", DEADLINE, () -> threads(root).equals("Yes/Yes"));
      String written = lab.sourceGtidExecuted();
      lab.awaitExecuted(written);
      seen.add((System.nanoTime() - begin) / 1e6);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void service(Incident incident) {
    incident.unstick();
    incident.finish();
  }

  private static void tightLoop(Incident incident) throws Exception {
    Lab lab = incident.lab();
    try (Session admin = lab.adminSession()) {
      String gtid = failing(lab);
      admin.results("CALL mysql.rds_stop_replication()");
      String receiver =
          admin.rows("SHOW FULL PROCESSLIST").stream()
              .filter(row -> row.getOrDefault("State", "").matches(RECEIVER))
              .map(row -> row.getOrDefault("Id", ""))
              .findFirst()
              .orElseThrow();
      admin.results("CALL mysql.rds_kill(" + receiver + ")");
      while (!threads(admin).equals("No/No")) {
        Thread.onSpinWait();
      }
      admin.results("CALL mysql.rds_reset_external_source()");
      skipAndStart(lab, admin, gtid);
    }
  }

  // The same EC2 calls as the service's, with nothing looked at in between.
  private static void tightLoopWithCut(Incident incident) throws Exception {
    Lab lab = incident.lab();
    Endpoint source =
        new Endpoint(lab.gateway().oldAddress().host(), lab.gateway().oldAddress().port());
    try (Session admin = lab.adminSession();
        LabAccess aws = new LabAccess(lab.cloud().uri(), Duration.ofSeconds(5))) {
      VpcNetwork network = aws.network();
      String gtid = failing(lab);
      admin.results("CALL mysql.rds_stop_replication()");
      List<EgressRule> rules = network.egressRules(Set.copyOf(lab.groups()));
      Cut cut =
          ((Carving.Possible)
                  CarveOut.carve(rules, Resolution.NONE, Set.of(source.host()), source.port()))
              .cut();
      for (GroupCut group : cut.groups()) {
        network.authorizeEgress(group.group(), group.add(), "tight loop", Map.of());
        network.revokeEgress(group.group(), group.revoke().stream().map(EgressRule::id).toList());
      }
      while (!threads(admin).equals("No/No")) {
        Thread.onSpinWait();
      }
      admin.results("CALL mysql.rds_reset_external_source()");
      for (EgressRule rule : cut.originals()) {
        network.authorizeEgress(
            rule.group(), List.of(rule.permission()), rule.description(), rule.tags());
      }
      skipAndStart(lab, admin, gtid);
    }
  }

  private static String failing(Lab lab) throws Exception {
    return lab.failedWorkers().stream()
        .filter(row -> "1062".equals(row.get("LAST_ERROR_NUMBER")))
        .map(row -> row.getOrDefault("APPLYING_TRANSACTION", ""))
        .findFirst()
        .orElseThrow();
  }

  private static void skipAndStart(Lab lab, Session admin, String gtid) throws Exception {
    admin.results("CALL mysql.rds_skip_transaction_with_gtid('" + gtid + "')");
    admin.results(
        "CALL mysql.rds_set_external_source_with_auto_position('%s', %d, '%s', '%s', 1)"
            .formatted(
                lab.gateway().newAddress().host(),
                lab.gateway().newAddress().port(),
                lab.repl().user(),
                lab.repl().password()));
    admin.results("CALL mysql.rds_start_replication()");
  }

  private static String threads(Session session) throws Exception {
    Map<String, String> status =
        session.rows("SHOW REPLICA STATUS").stream().findFirst().orElse(Map.of());
    return status.getOrDefault("Replica_IO_Running", "")
        + "/"
        + status.getOrDefault("Replica_SQL_Running", "");
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static void say(String text, Object... values) {
    System.out.printf(Locale.ROOT, text + "%n", values);
  }
}
