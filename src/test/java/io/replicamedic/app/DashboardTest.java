package io.replicamedic.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.lab.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Grafana dashboard asks for what we print, in words that Prometheus understands. */
class DashboardTest {
  private final JsonNode dashboard = MonitoringFiles.read("dashboard.json");
  private final Scrape scrape = Scrape.parse(Recording.scraped());

  @Test
  void every_query_asks_for_what_is_printed() {
    assertThat(queries()).hasSizeGreaterThan(15);
    queries().forEach(query -> MonitoringFiles.asksForWhatIsPrinted(query, scrape));
    MonitoringFiles.asksForWhatIsPrinted(
        dashboard.at("/templating/list/1/definition").asString(), scrape);
  }

  @Test
  void every_metric_of_a_replica_or_of_the_service_is_on_it() {
    String all = String.join(" ", queries());
    assertThat(scrape.names())
        // What was asked for is in the database's settings; the lag includes it.
        .filteredOn(name -> !name.equals("replica_medic_delay_seconds"))
        .allMatch(all::contains);
  }

  @Test
  void prometheus_understands_every_query(@TempDir Path folder) throws IOException {
    String rules =
        queries().stream()
            .map(
                query ->
                    "  - {record: a, expr: " + JsonMapper.shared().writeValueAsString(query) + "}")
            .distinct()
            .collect(Collectors.joining("\n", "groups:\n- name: a\n  rules:\n", "\n"));
    Path file = Files.writeString(folder.resolve("rules.yaml"), rules);
    Promtool.Verdict verdict =
        Promtool.find().say("check", "rules", "--lint=none", file.toString());
    assertThat(verdict.code()).as(verdict.text()).isZero();
  }

  @Test
  void panels_have_ids_and_places_of_their_own() {
    List<JsonNode> panels = dashboard.path("panels").valueStream().toList();
    assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
    for (JsonNode one : panels) {
      for (JsonNode other : panels) {
        assertThat(one != other && overlap(one.path("gridPos"), other.path("gridPos")))
            .as(one.path("title") + " and " + other.path("title"))
            .isFalse();
      }
    }
    assertThat(dashboard.path("schemaVersion").asInt()).isEqualTo(39);
  }

  private static boolean overlap(JsonNode one, JsonNode other) {
    return meet(one, other, "x", "w") && meet(one, other, "y", "h");
  }

  private static boolean meet(JsonNode one, JsonNode other, String from, String length) {
    int begin = one.path(from).asInt();
    int otherBegin = other.path(from).asInt();
    return begin < otherBegin + other.path(length).asInt()
        && otherBegin < begin + one.path(length).asInt();
  }

  private List<String> queries() {
    return MonitoringFiles.texts(dashboard, "expr");
  }
}
