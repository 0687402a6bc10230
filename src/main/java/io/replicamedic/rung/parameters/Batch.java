package io.replicamedic.rung.parameters;

import io.replicamedic.durability.ParameterGroup;
import io.replicamedic.durability.ParameterGroup.Scope;
import io.replicamedic.outside.ParameterGroups;
import io.replicamedic.outside.ParameterGroups.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What one call changes: a group, and at most as many parameters as RDS takes at once. */
public record Batch(String group, Scope scope, List<Change> changes) {
  /** Immutable. */
  public Batch {
    changes = List.copyOf(changes);
  }

  /** The calls for these changes, group by group. */
  public static List<Batch> of(List<GroupChange> changes) {
    record Whose(String group, ParameterGroup.Scope scope) {}
    Map<Whose, List<Change>> byGroup = new LinkedHashMap<>();
    changes.forEach(
        it ->
            byGroup
                .computeIfAbsent(new Whose(it.group(), it.scope()), _ -> new ArrayList<>())
                .add(it.change()));
    List<Batch> batches = new ArrayList<>();
    byGroup.forEach(
        (whose, all) -> {
          for (int from = 0; from < all.size(); from += ParameterGroups.MOST_CHANGES) {
            int to = Math.min(all.size(), from + ParameterGroups.MOST_CHANGES);
            batches.add(new Batch(whose.group(), whose.scope(), all.subList(from, to)));
          }
        });
    return batches;
  }

  /** The API's action. */
  public String action() {
    return switch (scope) {
      case INSTANCE -> "ModifyDBParameterGroup";
      case CLUSTER -> "ModifyDBClusterParameterGroup";
    };
  }

  /** For plan and journal. */
  public String statement() {
    return action()
        + " "
        + group
        + ": "
        + changes.stream().map(Change::toString).collect(Collectors.joining(", "));
  }
}
