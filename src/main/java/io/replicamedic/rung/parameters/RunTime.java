package io.replicamedic.rung.parameters;

import io.replicamedic.durability.Fact;
import io.replicamedic.durability.Remedy;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.ReplicaSession;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * @@GLOBAL of what is wanted: the only proof that it is in force.
 */
final class RunTime {
  private RunTime() {}

  /**
   * By variable; those that the server does not have are not there.
   *
   * @throws DatabaseUnreachable when it cannot be read
   */
  static Map<String, String> of(Database database, ReplicaSession session, List<Remedy> wanted) {
    Set<String> names = wanted.stream().map(Remedy::variable).collect(Collectors.toSet());
    if (names.isEmpty()) {
      return Map.of();
    }
    Fact<Map<String, String>> read = session.durability(names).variables();
    if (read.value().isEmpty()) {
      throw new DatabaseUnreachable(
          "database " + database.id(),
          database.endpoint(),
          0,
          read.why(),
          new IllegalStateException(read.why()));
    }
    Map<String, String> values = new TreeMap<>(read.value().get());
    values.keySet().retainAll(names);
    return values;
  }
}
