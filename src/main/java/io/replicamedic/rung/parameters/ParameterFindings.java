package io.replicamedic.rung.parameters;

import io.replicamedic.durability.Remedy;
import java.util.List;
import java.util.Map;

/**
 * All that was read before a setting is changed; what a plan is made of, and remembered.
 *
 * @param wanted what is to be in force at the end
 * @param runTime @@GLOBAL of these, as read
 * @param changes the groups that decide them; none on a server without groups
 * @param sharing who else uses groups that will be changed
 * @param means by what it is changed
 * @param instance DBInstanceIdentifier, empty on a plain server
 * @param statuses ParameterApplyStatus by group
 * @param refusals why nothing may be touched
 * @param notes what a person should know
 */
public record ParameterFindings(
    List<Remedy> wanted,
    Map<String, String> runTime,
    List<GroupChange> changes,
    List<Sharing> sharing,
    Means means,
    String instance,
    Map<String, String> statuses,
    List<String> refusals,
    List<String> notes) {
  /** Immutable. */
  public ParameterFindings {
    wanted = List.copyOf(wanted);
    runTime = Map.copyOf(runTime);
    changes = List.copyOf(changes);
    sharing = List.copyOf(sharing);
    statuses = Map.copyOf(statuses);
    refusals = List.copyOf(refusals);
    notes = List.copyOf(notes);
  }

  /** By what settings are changed. */
  public enum Means {
    /** RDS's parameter groups. */
    GROUP,
    /** SET PERSIST, on a server that nobody manages. */
    PERSIST
  }

  /** The calls that are needed. */
  public List<Batch> batches() {
    return Batch.of(changes.stream().filter(GroupChange::needed).toList());
  }

  /** The statements that are needed on a plain server. */
  public List<String> statements() {
    return means == Means.PERSIST
        ? unreached().stream().map(it -> SettingStatement.of(it.variable(), it.wanted())).toList()
        : List.of();
  }

  /** The calls that tell RDS once more what the groups say already: dynamic parameters only. */
  public List<Batch> batchesAgain(List<Remedy> unreached) {
    return Batch.of(
        changes.stream()
            .filter(it -> it.dynamic() && unreached.contains(it.remedy()))
            .filter(it -> !OwnGroup.is(it.group()))
            .toList());
  }

  /** What is not in force, as it was read. */
  public List<Remedy> unreached() {
    return wanted.stream()
        .filter(it -> !it.reached(runTime.getOrDefault(it.variable(), "")))
        .toList();
  }
}
