package io.replicamedic.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.fleet.FleetQuery;
import io.replicamedic.fleet.ReplicaReading;
import io.replicamedic.fleet.Replicas;
import io.replicamedic.outside.Database;
import io.replicamedic.web.Api.Answer;
import io.replicamedic.workflow.LastWorkflows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers that are rendered once for many requests say what one rendered for each would. */
@WithWeb
class RenderedAnswersTest {
  private static final String STATUS = "/api/v1/replicas/orders-replica/status";
  private static final FleetQuery ALL =
      new FleetQuery(
          Optional.empty(), Set.of(), Optional.empty(), "", FleetQuery.Order.ID, "", 100);

  @Autowired private Api api;
  @Autowired private ScriptedDatabases databases;
  @Autowired private Replicas replicas;
  @Autowired private LastWorkflows workflows;

  @BeforeEach
  void a_ghost() {
    databases.answer(() -> Optional.of(Samples.GHOST));
    api.get(STATUS + "?fresh=true");
  }

  @Test
  void a_status_is_the_view_of_its_reading_with_its_own_age() {
    api.get(STATUS);
    Answer answer = api.get(STATUS);

    ReplicaReading reading = replicas.recent("orders-replica");
    Duration age = Duration.ofMillis(answer.json().at("/ageMillis").asLong());
    StatusView view =
        StatusView.of(Samples.DATABASES.getFirst(), reading, age)
            .beside(Optional.empty(), workflows.of("orders-replica").map(LastWorkflowView::of));
    assertThat(answer.json()).isEqualTo(json(view));
    assertThat(answer.header("Content-Length")).isEqualTo("" + answer.body().length());
  }

  @Test
  void a_status_from_memory_asks_no_database() {
    databases.answer(
        () -> {
          throw new AssertionError("a session was opened");
        });

    assertThat(api.get(STATUS).status()).isEqualTo(200);
    assertThat(api.get("/api/v1/replicas").status()).isEqualTo(200);
  }

  @Test
  void a_new_reading_is_a_new_status() {
    databases.answer(Optional::empty);
    Answer fresh = api.get(STATUS + "?fresh=true");

    assertThat(fresh.json().at("/channels")).isEmpty();
    assertThat(ageless(api.get(STATUS).json())).isEqualTo(ageless(fresh.json()));
  }

  @Test
  void words_of_a_server_that_look_like_the_age_are_left_alone() {
    Database plain = Samples.DATABASES.getFirst();
    Database odd =
        new Database(
            plain.id(),
            "\"ageMillis\":0,\\",
            plain.kind(),
            plain.endpoint(),
            plain.admin(),
            plain.tls(),
            plain.aws(),
            plain.source());
    StatusAnswers.Answer answer =
        new StatusAnswers()
            .of(
                new StatusAnswers.Told(
                    odd, replicas.recent(plain.id()), Optional.empty(), Optional.empty()),
                Duration.ofMillis(77));

    JsonNode json = Wire.stored(joined(answer));
    assertThat(json.at("/ageMillis").asLong()).isEqualTo(77);
    assertThat(json.at("/engine").asString()).isEqualTo("\"ageMillis\":0,\\");
  }

  @Test
  void a_known_status_is_not_sent_again() {
    String tag = api.get(STATUS).header("ETag");

    Answer again = api.get(STATUS, "If-None-Match", tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(api.get(STATUS, "If-None-Match", "W/\"1\"").status()).isEqualTo(200);
  }

  @Test
  void the_list_is_the_view_of_all_last_readings() {
    Answer before = api.get("/api/v1/replicas");
    assertThat(before.json()).isEqualTo(json(all()));

    databases.answer(Optional::empty);
    api.get(STATUS + "?fresh=true");
    Answer after = api.get("/api/v1/replicas");
    assertThat(after.json()).isEqualTo(json(all()));
    assertThat(after.body()).isNotEqualTo(before.body());
  }

  private ReplicasView all() {
    return ReplicasView.of(
        ALL.of(replicas.standings()), List.of(), _ -> Optional.empty(), List.of(Samples.ASIDE));
  }

  private static String joined(StatusAnswers.Answer answer) {
    StringBuilder text = new StringBuilder();
    for (byte[] part : answer.json()) {
      text.append(new String(part, StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  private static JsonNode json(Object view) {
    return Wire.stored(Wire.JSON.writeValueAsString(view));
  }

  private static JsonNode ageless(JsonNode json) {
    ((ObjectNode) json).remove("ageMillis");
    return json;
  }
}
