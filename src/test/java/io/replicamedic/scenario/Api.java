package io.replicamedic.scenario;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the service's API as a caller with a key would. */
final class Api {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final String key;

  /** An answer: status, headers looked up by name, body as text. */
  record Answer(int status, HttpResponse<String> response) {
    String body() {
      return response.body();
    }

    JsonNode json() {
      return JSON.readTree(body());
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  Api(int port, String key) {
    this.base = "http://127.0.0.1:" + port;
    this.key = key;
  }

  String base() {
    return base;
  }

  Answer get(String path, String... headers) {
    return send(HttpRequest.newBuilder().GET(), path, headers);
  }

  Answer post(String path, Object body, String... headers) {
    String text = body instanceof String raw ? raw : JSON.writeValueAsString(body);
    return send(
        HttpRequest.newBuilder()
            .POST(HttpRequest.BodyPublishers.ofString(text))
            .header("Content-Type", "application/json"),
        path,
        headers);
  }

  JsonNode workflow(String id) {
    return get("/api/v1/workflows/" + id).json();
  }

  /** Waits until it has ended or asks a person. */
  JsonNode awaitRest(String id) {
    while (true) {
      Answer answer = get("/api/v1/workflows/" + id + "?wait=30s");
      Proofs.must(answer.status() == 200, "no workflow: " + answer.status() + " " + answer.body());
      JsonNode workflow = answer.json();
      String state = workflow.path("state").asString();
      if (!state.equals("RUNNING") && !state.equals("CLOSING")) {
        return workflow;
      }
    }
  }

  List<JsonNode> journal(String stream) {
    JsonNode page = get("/api/v1/journal?limit=1000&stream=" + stream).json();
    List<JsonNode> rows = new ArrayList<>();
    page.path("rows").forEach(rows::add);
    return rows;
  }

  Answer choose(String id, String question, String choice) {
    return post(
        "/api/v1/workflows/" + id + "/choice",
        Map.of("question", question, "choice", choice, "comment", "as the runbook says"));
  }

  private Answer send(HttpRequest.Builder request, String path, String... headers) {
    request.uri(URI.create(base + path)).timeout(Duration.ofSeconds(90));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response);
    } catch (IOException e) {
      throw new IllegalStateException(path + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
