package io.replicamedic.durability;

import java.util.Map;
import java.util.Optional;

/**
 * A parameter group that a database uses, and what it says.
 *
 * @param name DBParameterGroupName or DBClusterParameterGroupName
 * @param scope whether it is an instance's or a cluster's
 * @param family {@code mysql8.0}, {@code aurora-mysql8.0}; may be empty
 * @param applyStatus ParameterApplyStatus of this database for it: in-sync, applying,
 *     pending-reboot, failed-to-apply; empty when the API tells none
 * @param values by parameter name; a parameter that the family does not have is not there
 */
public record ParameterGroup(
    String name, Scope scope, String family, String applyStatus, Map<String, Value> values) {
  /** Immutable. */
  public ParameterGroup {
    values = Map.copyOf(values);
  }

  /** AWS's own, which nobody can change: another must take its place. */
  public boolean isDefault() {
    return name.startsWith("default.");
  }

  /** Whose group. */
  public enum Scope {
    /** DBParameterGroup. */
    INSTANCE,
    /** DBClusterParameterGroup. */
    CLUSTER
  }

  /**
   * What it says of one parameter.
   *
   * @param value empty when it says nothing: then the engine's default counts
   * @param source user, system, engine-default
   * @param dynamic ApplyType dynamic: in force without a restart
   * @param modifiable IsModifiable
   */
  public record Value(Optional<String> value, String source, boolean dynamic, boolean modifiable) {}
}
