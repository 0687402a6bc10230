package io.replicamedic.rung.parameters;

import io.replicamedic.durability.ParameterGroup;
import io.replicamedic.durability.Remedy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One reading of what is wanted: what the server runs, and what its groups say.
 *
 * @param groups those that the database uses now; none on a plain server
 */
record Now(Map<String, String> runTime, List<ParameterGroup> groups) {
  String inForce(Remedy remedy) {
    return runTime.getOrDefault(remedy.variable(), "");
  }

  boolean reached(Remedy remedy) {
    return remedy.reached(inForce(remedy));
  }

  /** Whether the deciding group says it, too: else a restart would undo it. */
  boolean said(Remedy remedy) {
    return ParameterExamination.deciding(groups, remedy)
        .map(it -> it.values().get(remedy.parameter()))
        .map(value -> GroupChange.said(value, remedy, inForce(remedy)))
        .orElse(groups.isEmpty());
  }

  /** ParameterApplyStatus of that group for this database; empty when it does not use it. */
  String status(String group) {
    return groups.stream()
        .filter(it -> it.name().equals(group))
        .map(ParameterGroup::applyStatus)
        .findFirst()
        .orElse("");
  }

  Optional<ParameterGroup> deciding(Remedy remedy) {
    return ParameterExamination.deciding(groups, remedy);
  }

  /** In the server's and the API's words. */
  Map<String, String> facts(List<Remedy> wanted) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (Remedy remedy : wanted) {
      facts.put("@@GLOBAL." + remedy.variable(), inForce(remedy));
      deciding(remedy)
          .ifPresent(
              group -> {
                ParameterGroup.Value value = group.values().get(remedy.parameter());
                if (value != null) {
                  facts.put(
                      group.name() + " " + remedy.parameter(), value.value().orElse("not set"));
                }
              });
    }
    groups.forEach(it -> facts.put("ParameterApplyStatus of " + it.name(), it.applyStatus()));
    return facts;
  }
}
