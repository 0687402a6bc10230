package io.replicamedic.scenario;

import io.replicamedic.lab.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The privileges that the README asks for are enough, and it asks for no more than these. */
class MinimalGrantsTest {

  @Test
  void the_readmes_grants_suffice_for_the_whole_incident() throws Exception {
    Scenario conflict = Scenarios.named("ghost-conflict").orElseThrow();
    try (Incident incident = new Incident(withGrants(conflict), ServiceHere::new)) {
      incident.play();
    }
  }

  private static Scenario withGrants(Scenario scenario) {
    return scenario
        .from(
            lab -> {
              AutoCloseable state = scenario.setup().bring(lab);
              grant(lab);
              return state;
            })
        .configured(Map.of("replica-medic.databases[0].user", "medic"));
  }

  private static void grant(Lab lab) throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    String block =
        readme.substring(readme.indexOf("<!-- grants -->"), readme.indexOf("<!-- /grants -->"));
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
