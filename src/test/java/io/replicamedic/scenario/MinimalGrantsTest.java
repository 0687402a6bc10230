package io.replicamedic.scenario;

import io.replicamedic.lab.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The privileges that the README asks for are enough, and it asks for no more than these. */
class MinimalGrantsTest {

  @ParameterizedTest
  @CsvSource({
    "ghost-conflict, grants",
    "channel-ghost, grants grants-channels",
    "position-ghost, grants grants-positions"
  })
  void the_readmes_grants_suffice_for_the_whole_incident(String name, String blocks)
      throws Exception {
    Scenario scenario = Scenarios.named(name).orElseThrow();
    try (Incident incident =
        new Incident(withGrants(scenario, List.of(blocks.split(" "))), ServiceHere::new)) {
      incident.play();
    }
  }

  private static Scenario withGrants(Scenario scenario, List<String> blocks) {
    return scenario
        .from(
            lab -> {
              AutoCloseable state = scenario.setup().bring(lab);
              for (String block : blocks) {
                grant(lab, block);
              }
              return state;
            })
        .configured(Map.of("replica-medic.databases[0].user", "medic"));
  }

  private static void grant(Lab lab, String name) throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    String block =
        readme.substring(
            readme.indexOf("<!-- " + name + " -->"), readme.indexOf("<!-- /" + name + " -->"));
    List<String> statements =
        Arrays.stream(block.split("\n"))
            .filter(line -> line.endsWith(";"))
            .map(line -> line.replace(";", "").replace("…", lab.admin().password()))
            .toList();
    try (var root = lab.replica().session()) {
      root.run("SET sql_log_bin = 0");
      root.run(statements.toArray(String[]::new));
    }
  }
}
