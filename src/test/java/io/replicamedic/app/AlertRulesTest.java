package io.replicamedic.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.app.Scrape.Series;
import io.replicamedic.lab.Promtool;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The alert rules, by Prometheus's own tool, on what our own metrics print. */
class AlertRulesTest {
  private static final String TEXT = Recording.scraped();
  private static final Scrape SCRAPE = Scrape.parse(TEXT);
  private static final Pattern LABEL = Pattern.compile("\\$labels\\.([a-z_]+)");

  @Test
  void promtool_finds_no_fault_in_the_rules() {
    passes(Promtool.find().say("check", "rules", MonitoringFiles.path("alerts.yaml").toString()));
  }

  @Test
  void every_scenario_fires_what_it_says_and_nothing_else() {
    passes(
        Promtool.find().say("test", "rules", MonitoringFiles.path("alerts_test.yaml").toString()));
  }

  @Test
  void promtool_reads_what_we_print(@TempDir Path folder) throws IOException {
    passes(
        Promtool.find().say(Files.writeString(folder.resolve("scrape"), TEXT), "check", "metrics"));
  }

  @Test
  void rules_ask_only_for_what_is_printed() {
    for (JsonNode rule : rules()) {
      String query = rule.path("expr").asString();
      MonitoringFiles.asksForWhatIsPrinted(query, SCRAPE);
      Set<String> labels =
          MonitoringFiles.metrics(query).stream()
              .flatMap(metric -> SCRAPE.labels(metric).stream())
              .collect(Collectors.toSet());
      LABEL
          .matcher(rule.path("annotations").toString())
          .results()
          .forEach(each -> assertThat(labels).as(query).contains(each.group(1)));
    }
  }

  @Test
  void scenarios_give_only_what_is_printed() {
    for (String text : MonitoringFiles.texts(MonitoringFiles.read("alerts_test.yaml"), "series")) {
      Series series = Series.parse(text);
      assertThat(SCRAPE.names()).contains(series.name());
      Set<String> printed = SCRAPE.labels(series.name());
      assertThat(series.labels().keySet())
          .as(text)
          .allMatch(label -> label.equals("instance") || printed.contains(label));
    }
  }

  static List<String> recorded() {
    return Stream.concat(Recording.REPLICAS.stream(), Recording.DATABASES.stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void a_recorded_scenario_is_what_our_metrics_print(String replica) {
    JsonNode scenario =
        MonitoringFiles.read("alerts_test.yaml")
            .path("tests")
            .valueStream()
            .filter(each -> each.path("name").asString().equals(replica))
            .findFirst()
            .orElseThrow();
    Map<Series, Double> given = new HashMap<>();
    scenario
        .path("input_series")
        .forEach(
            each ->
                given.put(
                    Series.parse(each.path("series").asString()),
                    first(each.path("values").asString())));
    assertThat(given).isEqualTo(SCRAPE.of(replica));
  }

  @Test
  void every_critical_code_is_named_by_a_critical_rule_or_is_a_state_that_one_reads() {
    Set<String> byState =
        Set.of(
            "GHOST",
            "RECEIVER_CONNECTING",
            "RECEIVER_GAVE_UP",
            "APPLIER_DUPLICATE_KEY",
            "APPLIER_ROW_MISSING",
            "APPLIER_SCHEMA",
            "APPLIER_OTHER");
    String critical =
        rules().stream()
            .filter(rule -> rule.at("/labels/severity").asString().equals("critical"))
            .map(rule -> rule.path("expr").asString())
            .collect(Collectors.joining(" "));
    assertThat(Arrays.stream(DiagnosisCode.values()))
        .filteredOn(code -> code.severity() == Severity.CRITICAL)
        .extracting(Enum::name)
        .allMatch(code -> byState.contains(code) || critical.contains(code));
  }

  private static List<JsonNode> rules() {
    return MonitoringFiles.read("alerts.yaml")
        .path("groups")
        .valueStream()
        .flatMap(group -> group.path("rules").valueStream())
        .toList();
  }

  /** Of promtool's notation: 600-10x60, 1 1 0, 0x20. */
  private static double first(String values) {
    return Scrape.number(values.split("(?<=[0-9])[-+x ]", 2)[0]);
  }

  private static void passes(Promtool.Verdict verdict) {
    assertThat(verdict.code()).as(verdict.text()).isZero();
  }
}
