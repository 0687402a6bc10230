package io.replicamedic.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of the folder monitoring, and whether a query in them asks for what we print. */
final class MonitoringFiles {
  private static final Pattern SELECTOR =
      Pattern.compile("(replica_medic_[a-z_]+)(?:\\{([^}]*)\\})?");
  private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(?:=~|!~|!=|=)\"([^\"]*)\"");

  private MonitoringFiles() {}

  static Path path(String name) {
    return Path.of(System.getProperty("basedir", ""), "monitoring", name).toAbsolutePath();
  }

  static JsonNode read(String name) {
    try {
      String text = Files.readString(path(name));
      return name.endsWith(".json")
          ? JsonMapper.shared().readTree(text)
          : JsonMapper.shared().valueToTree(new Yaml().load(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every text under a field of that name, however deep. */
  static List<String> texts(JsonNode file, String field) {
    List<String> texts = new ArrayList<>();
    file.findValues(field).forEach(each -> texts.add(each.asString()));
    return texts;
  }

  /** Names of our metrics that a query names. */
  static List<String> metrics(String query) {
    return SELECTOR.matcher(query).results().map(each -> each.group(1)).toList();
  }

  /** Fails unless every metric, label and code that it names is printed. */
  static void asksForWhatIsPrinted(String query, Scrape scrape) {
    assertThat(metrics(query)).as(query).isNotEmpty();
    Matcher selector = SELECTOR.matcher(query);
    while (selector.find()) {
      String metric = selector.group(1);
      assertThat(scrape.names()).as(query).contains(metric);
      if (selector.group(2) != null) {
        MATCHER
            .matcher(selector.group(2))
            .results()
            .forEach(each -> isPrinted(metric, each.group(1), each.group(2), scrape));
      }
    }
  }

  private static void isPrinted(String metric, String label, String values, Scrape scrape) {
    assertThat(scrape.labels(metric)).as(metric).contains(label);
    for (String value : values.split("\\|")) {
      switch (label) {
        case "code" ->
            assertThat(Arrays.stream(DiagnosisCode.values()).map(Enum::name)).contains(value);
        case "severity" ->
            assertThat(Arrays.stream(Severity.values()).map(Enum::name)).contains(value);
        case "state", "primary" ->
            assertThat(scrape.named(metric).keySet())
                .as(metric + " " + label)
                .anyMatch(series -> value.equals(series.labels().get(label)));
        default -> assertThat(value).isNotEmpty();
      }
    }
  }
}
