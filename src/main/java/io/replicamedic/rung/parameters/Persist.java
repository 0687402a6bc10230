package io.replicamedic.rung.parameters;

import io.replicamedic.durability.Remedy;
import io.replicamedic.outside.CallResult;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Memory;
import io.replicamedic.workflow.Outcome;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rung: SET PERSIST on a server that nobody manages, if our account may: the plan names each
 * statement, and only variables that a rule wants are ever set (law 7).
 */
final class Persist extends Settings {
  private final FixPolicy policy;

  Persist(FixPolicy policy) {
    this.policy = policy;
  }

  @Override
  public String name() {
    return "set-persist";
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    ParameterFindings findings = run.memory().get(FixLearnt.FINDINGS).orElseThrow();
    if (findings.means() != ParameterFindings.Means.PERSIST) {
      return new Preparation.NotApplicable("its settings are its parameter groups'");
    }
    Map<String, String> runTime =
        RunTime.of(run.grip().database(), run.grip().session(), findings.wanted());
    List<Remedy> missing =
        findings.wanted().stream()
            .filter(it -> !it.reached(runTime.getOrDefault(it.variable(), "")))
            .toList();
    if (missing.isEmpty()) {
      return new Preparation.NotApplicable("all of it is in force");
    }
    return new Preparation.Ready(
        missing.stream()
            .map(it -> SettingStatement.of(it.variable(), it.wanted()))
            .collect(Collectors.joining("; ")),
        false,
        Map.of(
            "reversal",
            missing.stream()
                .map(
                    it ->
                        Reversal.statement(it.variable(), runTime.getOrDefault(it.variable(), "")))
                .toList()),
        Debt.NONE,
        Duration.ofSeconds(1),
        () -> set(run, missing));
  }

  // What is refused for one (a variable that only a restart sets) keeps nothing from the others.
  private Outcome set(Run<ReplicaGrip> run, List<Remedy> missing) {
    List<String> refused = new ArrayList<>();
    int refusedWith = 0;
    for (Remedy each : missing) {
      String statement = SettingStatement.of(each.variable(), each.wanted());
      CallResult result =
          run.grip().session().persist(each.variable(), each.wanted(), policy.callWait());
      switch (result) {
        case CallResult.Returned _ -> {}
        case CallResult.Failed(int errno, String _, String message) -> {
          refused.add(statement + ": ERROR " + errno + ": " + message);
          refusedWith = errno;
        }
        case CallResult.StillRunning(long connectionId, String why) -> {
          return new Outcome.Unknown("no answer to " + statement + ": " + why, connectionId);
        }
      }
    }
    return refused.isEmpty()
        ? new Outcome.Answered("answered OK", Map.of(), Memory.EMPTY)
        : new Outcome.Failed(String.join("; ", refused), Map.of("errno", refusedWith));
  }
}
