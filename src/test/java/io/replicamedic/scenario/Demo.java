package io.replicamedic.scenario;

import io.replicamedic.lab.CloudKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo: a scenario with real servers and the packaged service, driven by curl. */
public final class Demo {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Incident incident;
  private final List<String> curl = new ArrayList<>(List.of("curl", "-sS", "-N", "-H"));

  private Demo(Incident incident) {
    this.incident = incident;
    curl.add("@" + incident.settings().keyHeader());
  }

  /**
   * Exit code 0 exactly when the scenario's end is reached and all that must hold then does; 1
   * otherwise; 2 for a wrong call.
   */
  public static void main(String[] args) throws Exception {
    List<String> given = List.of(args);
    if (given.contains("--list")) {
      Scenarios.all().forEach(it -> say("%-26s %-14s %s", it.name(), it.end(), it.about()));
      return;
    }
    int at = given.indexOf("--scenario");
    String name = at < 0 ? "ghost" : at + 1 < given.size() ? given.get(at + 1) : "";
    Optional<Scenario> scenario = Scenarios.named(name);
    int known = (at < 0 ? 0 : 2) + (given.contains("--keep") ? 1 : 0);
    if (scenario.isEmpty() || given.size() != known) {
      say("usage: ./demo [--scenario NAME] [--keep] | --list");
      System.exit(2);
    }
    System.exit(run(scenario.get(), given.contains("--keep")) ? 0 : 1);
  }

  private static boolean run(Scenario scenario, boolean keep) throws Exception {
    long begin = System.nanoTime();
    say("scenario %s: %s", scenario.name(), scenario.about());
    say("starting a source, a replica, the network between them, and the service …");
    try (Incident incident = new Incident(scenario, Demo::packaged)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> closeQuietly(incident)));
      boolean reached = new Demo(incident).play(begin);
      if (keep) {
        incident.inviteToPlay();
        new CountDownLatch(1).await();
      }
      return reached;
    }
  }

  // Ctrl-C: the lab's own hooks end its servers at the same time, so this may find them gone.
  private static void closeQuietly(Incident incident) {
    try {
      incident.close();
    } catch (Exception e) {
      say("while ending: %s", String.valueOf(e.getMessage()));
    }
  }

  private static Service packaged(ServiceSettings settings) throws IOException {
    Path jar = Path.of("target", "replica-medic.jar").toAbsolutePath();
    return new ServiceProcess(settings, Program.of(jar));
  }

  private boolean play(long begin) throws Exception {
    say(
        "ready after %.1f s. The replica (MySQL %s) reads:",
        since(begin), incident.lab().replica().version());
    show(incident);
    showEgress("the egress rules of its security groups, before:");
    String url = incident.api().base() + "/api/v1/replicas/" + ServiceSettings.REPLICA + "/unstick";
    String body = JSON.writeValueAsString(incident.request());
    say("$ curl -H @key.header --json '%s' %s", body, url);
    List<String> post = new ArrayList<>(curl);
    post.addAll(List.of("-H", "Content-Type: application/json", "-d", body, url));
    JsonNode accepted = JSON.readTree(String.join("", output(post)));
    incident.follows(accepted.path("id").asString());
    Thread follower = Thread.ofVirtual().start(this::follow);
    boolean reached = reached();
    follower.join(Duration.ofSeconds(10));
    say("");
    say("the replica reads now:");
    show(incident);
    showEgress("the egress rules, after:");
    if (reached && incident.scenario().end().equals("SUCCEEDED")) {
      List<String> differences = incident.lab().differences(Duration.ofSeconds(30));
      say(
          "rows on both sides, compared by checksum of all tables: %s",
          differences.isEmpty() ? "the same" : differences);
    }
    return reached;
  }

  private boolean reached() throws Exception {
    try {
      JsonNode ended = incident.conclude();
      say("");
      say("%s, as it must: %s", ended.path("state").asString(), ended.path("summary").asString());
      return true;
    } catch (AssertionError e) {
      say("");
      say("NOT as it must: %s", String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** Prints the workflow's events as they come, until it has ended. */
  private void follow() {
    String url = incident.api().base() + "/api/v1/workflows/" + incident.workflowId() + "/events";
    say("$ curl -N -H @key.header %s", url);
    say("");
    List<String> command = new ArrayList<>(curl);
    command.add(url);
    Timeline timeline = new Timeline();
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (BufferedReader lines = reader(process)) {
        lines
            .lines()
            .filter(line -> line.startsWith("data:"))
            .map(line -> JSON.readTree(line.substring("data:".length())))
            .forEach(row -> tell(timeline, row));
      }
      process.waitFor();
    } catch (IOException e) {
      say("the events cannot be followed: %s", String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Timeline timeline, JsonNode row) {
    timeline.lines(row).forEach(line -> say("%s", line));
    if (row.path("kind").asString().equals("OUTCOME")
        && row.path("rung").asString().equals("cut-egress")) {
      showEgress("              the egress rules now, as EC2 tells them:");
    }
  }

  private void showEgress(String title) {
    if (incident.lab().settings().cloud() != CloudKind.NONE) {
      say("%s", title);
      RuleTable.lines(incident.lab().egress()).forEach(line -> say("%s", line));
    }
  }

  private static void show(Incident incident) throws Exception {
    var status = incident.lab().replicaStatus();
    for (String field :
        List.of("Source_Host", "Replica_IO_Running", "Replica_SQL_Running", "Last_SQL_Errno")) {
      say("  %-20s %s", field, status.getOrDefault(field, "(not configured)"));
    }
    incident
        .lab()
        .failedWorkers()
        .forEach(
            row ->
                say(
                    "  %-20s %s in %s",
                    "worker's error",
                    row.getOrDefault("LAST_ERROR_NUMBER", ""),
                    row.getOrDefault("APPLYING_TRANSACTION", "")));
  }

  private static List<String> output(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader lines = reader(process)) {
      List<String> output = lines.lines().toList();
      process.waitFor();
      return output;
    }
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void say(String text, Object... values) {
    System.out.printf(text + "%n", values);
  }
}
