package io.replicamedic.scenario;

import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario reaches its end, on real servers. */
class ScenarioTest {
  static List<Scenario> scenarios() {
    String only = System.getProperty("scenario", "");
    return Scenarios.all().stream()
        .filter(scenario -> only.isEmpty() || List.of(only.split(",")).contains(scenario.name()))
        .toList();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void ends_as_it_must(Scenario scenario) throws Exception {
    try (Incident incident = new Incident(scenario, ServiceHere::new)) {
      incident.play();
    }
  }
}
