package io.replicamedic.rung.parameters;

import io.replicamedic.durability.ParameterGroup;
import io.replicamedic.durability.Remedy;
import io.replicamedic.outside.ParameterGroups.Change;
import io.replicamedic.outside.ParameterGroups.When;
import java.util.Optional;

/**
 * One wanted setting and the parameter group that decides it.
 *
 * @param was what the group says before; empty when it leaves it to the engine
 * @param byUser whether somebody had set it: else the way back is a reset
 * @param dynamic whether it comes into force without a restart
 * @param needed whether the group must say something else
 */
public record GroupChange(
    Remedy remedy,
    String group,
    ParameterGroup.Scope scope,
    Optional<String> was,
    boolean byUser,
    boolean dynamic,
    boolean needed) {

  static GroupChange of(ParameterGroup group, Remedy remedy, String runTime) {
    ParameterGroup.Value value = group.values().get(remedy.parameter());
    if (value == null) {
      throw new IllegalArgumentException(group.name() + " has no " + remedy.parameter());
    }
    return new GroupChange(
        remedy,
        group.name(),
        group.scope(),
        value.value(),
        value.source().equals("user"),
        value.dynamic(),
        !said(value, remedy, runTime));
  }

  /**
   * Whether a group says what is wanted; where it says nothing the engine's default counts. RDS's
   * formulas ({@code {TrueIfReplica}}) come to something else on each database of the group: one
   * says only what is written the same way.
   */
  static boolean said(ParameterGroup.Value value, Remedy remedy, String runTime) {
    String says = value.value().orElse(runTime);
    return says.startsWith("{") ? says.equalsIgnoreCase(remedy.wanted()) : remedy.reached(says);
  }

  /** Whether RDS may be told something: to change it, or once more what the group says already. */
  boolean mayBeSent(String runTime) {
    return !OwnGroup.is(group) && (needed || (dynamic && !remedy.reached(runTime)));
  }

  /** The call's part. */
  public Change change() {
    return new Change(remedy.parameter(), remedy.wanted(), dynamic ? When.AT_ONCE : When.AT_REBOOT);
  }

  /** {@code sync_binlog was 100}, {@code … was not set, the engine's default}. */
  public String before() {
    return remedy.parameter()
        + " was "
        + was.map(value -> value + (byUser ? "" : " (not set by anybody)"))
            .orElse("not set: the engine's default");
  }
}
