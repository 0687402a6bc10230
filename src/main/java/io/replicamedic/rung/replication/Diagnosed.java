package io.replicamedic.rung.replication;

import io.replicamedic.workflow.Goal;
import io.replicamedic.workflow.Reading;
import io.replicamedic.workflow.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Goal: diagnosis, restore point, comparison and pre-flight are known, and no check says no. */
public final class Diagnosed implements Goal<ReplicaGrip> {
  @Override
  public Reading read(Run<ReplicaGrip> run) {
    Optional<PreflightReport> preflight = run.memory().get(Learnt.PREFLIGHT);
    if (preflight.isEmpty() || run.memory().get(Learnt.DIAGNOSIS).isEmpty()) {
      return new Reading.NotMet(Map.of("diagnosis", "not made yet"));
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("diagnosis", run.memory().get(Learnt.DIAGNOSIS).orElseThrow().code().name());
    preflight.get().checks().forEach(check -> facts.put(check.name(), check.line()));
    List<Check> refused = preflight.get().refused();
    return refused.isEmpty()
        ? new Reading.Met(facts)
        : new Reading.Hopeless(
            facts,
            (run.workflow().progress().irreversible() ? "" : "nothing was touched: ")
                + String.join("; ", refused.stream().map(Check::line).toList()));
  }
}
