package io.replicamedic.scenario;

import io.replicamedic.lab.Await;
import io.replicamedic.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;

/** A scenario that is happening: its lab, the service beside it, and the workflow asked for. */
final class Incident implements AutoCloseable {

  /** How the service is started. */
  interface Starter {
    Service start(ServiceSettings settings) throws IOException;
  }

  private final Scenario scenario;
  private final Path folder;
  private final Lab lab;
  private final AutoCloseable state;
  private final ServiceSettings settings;
  private Service service;
  private Api api;
  private final AtomicBoolean closed = new AtomicBoolean();
  private String workflowId = "";

  /** Opens the lab, brings it into the scenario's state and starts the service. */
  Incident(Scenario scenario, Starter starter) throws Exception {
    this.scenario = scenario;
    this.folder = Files.createTempDirectory("replica-medic-");
    this.lab = Lab.open(scenario.lab());
    try {
      this.state = scenario.setup().bring(lab);
      this.settings = new ServiceSettings(folder, lab);
      scenario.service().forEach(settings::set);
      this.service = starter.start(settings);
      this.api = new Api(service.port(), settings.key());
    } catch (Exception | AssertionError e) {
      lab.close();
      throw e;
    }
  }

  Scenario scenario() {
    return scenario;
  }

  Lab lab() {
    return lab;
  }

  /** What the setup left: a row lock, say. */
  AutoCloseable state() {
    return state;
  }

  Api api() {
    return api;
  }

  Service service() {
    return service;
  }

  ServiceSettings settings() {
    return settings;
  }

  String workflowId() {
    return workflowId;
  }

  /** Starts the service again, on the same store (after a kill). */
  void restart(Starter again) throws IOException {
    service = again.start(settings);
    api = new Api(service.port(), settings.key());
  }

  /** What is asked for: the body of the POST. */
  Map<String, Object> request() {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("reason", "replica is stuck");
    request.put("ticket", "OPS-1");
    request.putAll(scenario.request());
    return request;
  }

  /** Asks for an unstick; 202. */
  Api.Answer unstick() {
    Api.Answer answer =
        api.post("/api/v1/replicas/" + ServiceSettings.REPLICA + "/unstick", request());
    if (answer.status() == 202) {
      workflowId = answer.json().path("id").asString();
    }
    return answer;
  }

  /** Cancels the workflow. */
  void cancel() {
    Api.Answer answer =
        api.post("/api/v1/workflows/" + workflowId + "/cancel", Map.of("reason", "not now"));
    Proofs.must(answer.status() == 202, "not cancelled: " + answer.body());
  }

  /** The workflow is this one (the caller asked for it in another way). */
  void follows(String id) {
    workflowId = id;
  }

  /** Answers questions as the scenario says, until it has ended. */
  JsonNode finish() {
    while (true) {
      JsonNode workflow = api.awaitRest(workflowId);
      if (!workflow.path("state").asString().equals("WAITING")) {
        return workflow;
      }
      JsonNode question = workflow.path("question");
      Optional<String> choice =
          Optional.ofNullable(scenario.answers().get(question.path("kind").asString()));
      if (choice.isPresent()) {
        Api.Answer answer = api.choose(workflowId, question.path("id").asString(), choice.get());
        Proofs.must(answer.status() == 200, "not taken: " + answer.body() + question);
      } else {
        awaitUnasked(question);
      }
    }
  }

  // Nobody answers: only what somebody does meanwhile can end it.
  private void awaitUnasked(JsonNode question) {
    Await.until(
        () -> "the workflow goes on without an answer to " + question + story(),
        Duration.ofSeconds(20),
        () -> !api.workflow(workflowId).path("state").asString().equals("WAITING"));
  }

  /** From the POST to the end: what is expected of the scenario, or an AssertionError. */
  JsonNode play() throws Exception {
    Api.Answer accepted = unstick();
    Proofs.must(accepted.status() == 202, "not accepted: " + accepted.body());
    return conclude();
  }

  /** What follows the POST. */
  JsonNode conclude() throws Exception {
    scenario.meanwhile().act(this);
    JsonNode ended = finish();
    String state = ended.path("state").asString();
    Proofs.must(
        state.equals(scenario.end()),
        "ended "
            + state
            + " instead of "
            + scenario.end()
            + ": "
            + ended.path("summary")
            + story());
    try {
      scenario.proof().and(Proofs.clean()).check(this);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + story(), e);
    }
    return ended;
  }

  /** The workflow's journal rows. */
  List<JsonNode> journal() {
    return api.journal(workflowId);
  }

  /** Waits until the journal has a row of that kind, and of that rung unless it is empty. */
  void awaitRow(String kind, String rung) {
    Await.until(
        () -> kind + " " + rung + " in the journal" + story(),
        Duration.ofSeconds(60),
        () ->
            journal().stream()
                .anyMatch(
                    row ->
                        row.path("kind").asString().equals(kind)
                            && (rung.isEmpty() || row.path("rung").asString().equals(rung))));
  }

  /** Waits until the sentinel has removed what came too late there, and the journal says so. */
  void awaitLeftoverRemoved(String place) {
    Await.until(
        () -> "LEFTOVER removed in the journal of " + place + ": " + api.journal(place),
        Duration.ofSeconds(60),
        () ->
            api.journal(place).stream()
                .filter(row -> row.path("kind").asString().equals("LEFTOVER"))
                .anyMatch(row -> row.path("summary").asString().startsWith("removed: ")));
  }

  /** Says how to go on by hand; for a demo that is kept. */
  void inviteToPlay() {
    String call = "curl -sS -H @" + settings.keyHeader() + " -H 'Accept: text/plain' " + api.base();
    System.out.println(
        "\nEverything is still running; Ctrl-C ends it and removes it. To play with it:");
    for (String path :
        List.of(
            "/api/v1/replicas",
            "/api/v1/replicas/" + ServiceSettings.REPLICA + "/status?fresh=true",
            "/api/v1/workflows/" + workflowId,
            "/api/v1/workflows/" + workflowId + "/journal",
            "/api/v1/obligations")) {
      System.out.println("  " + call + path);
    }
    System.out.println(
        "  "
            + call
            + "/api/v1/replicas/"
            + ServiceSettings.REPLICA
            + "/unstick --json '{\"reason\":\"just looking\",\"dryRun\":true}'");
  }

  List<String> secrets() {
    List<String> secrets = new ArrayList<>(lab.secrets());
    secrets.add(settings.key());
    return secrets;
  }

  private String story() {
    StringBuilder story = new StringBuilder("\n");
    for (JsonNode row : journal()) {
      story.append(row.path("seq").asInt()).append(' ').append(row.path("kind").asString());
      story.append(' ').append(row.path("rung").asString()).append(": ");
      story.append(row.path("summary").asString()).append('\n');
    }
    return story.toString();
  }

  @Override
  public void close() throws Exception {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    Exception first = null;
    for (AutoCloseable part : List.of(service, state, lab)) {
      try {
        part.close();
      } catch (Exception e) {
        first = first == null ? e : first;
      }
    }
    delete(folder);
    if (first != null) {
      throw first;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
