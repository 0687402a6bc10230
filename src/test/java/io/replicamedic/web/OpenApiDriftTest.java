package io.replicamedic.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

@WithWeb
class OpenApiDriftTest {
  private static final Path FILE = Path.of("api-spec", "openapi.yaml");

  @Autowired private Api api;

  @Test
  void the_specification_says_what_the_service_does() throws IOException {
    String served = normalised(api.get("/v3/api-docs.yaml").body());
    if (Boolean.getBoolean("api-spec.write")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, served);
    }

    assertThat(Files.readString(FILE))
        .as(
            "api-spec/openapi.yaml has drifted from the code; look at the difference, then rewrite"
                + " it: mvn -q test -Dtest=OpenApiDriftTest -Dapi-spec.write=true")
        .isEqualTo(served);
  }

  @Test
  void every_call_has_a_name_a_summary_and_says_how_it_fails() {
    Map<String, Map<String, Map<String, Object>>> paths = paths();

    paths.forEach(
        (path, calls) ->
            calls.forEach(
                (method, call) -> {
                  assertThat(call).as(method + " " + path).containsKeys("operationId", "summary");
                  assertThat(String.valueOf(call.get("responses")))
                      .as(method + " " + path)
                      .contains("401", "#/components/schemas/Problem");
                }));
  }

  @SuppressWarnings("unchecked")
  private Map<String, Map<String, Map<String, Object>>> paths() {
    Map<String, Object> served = new Yaml().load(api.get("/v3/api-docs.yaml").body());
    return (Map<String, Map<String, Map<String, Object>>>)
        Objects.requireNonNull(served.get("paths"));
  }

  private static String normalised(String yaml) {
    Map<String, Object> served = new Yaml().load(yaml);
    // Names the port that the test happened to get.
    served.remove("servers");
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(120);
    options.setSplitLines(false);
    return new Yaml(options).dump(sorted(served));
  }

  private static Object sorted(Object node) {
    return switch (node) {
      case Map<?, ?> map -> {
        Map<String, Object> ordered = new TreeMap<>();
        map.forEach((name, value) -> ordered.put(String.valueOf(name), sorted(value)));
        yield ordered;
      }
      case List<?> list -> list.stream().map(OpenApiDriftTest::sorted).toList();
      default -> node;
    };
  }
}
