package io.replicamedic.outside;

import io.replicamedic.durability.ParameterGroup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The RDS API's parameter groups, of instances and of clusters; got from {@link
 * AwsServices#parameters}. Readings are complete, every page of them, and throw {@link
 * CloudUnreadable}; what they tell may be some seconds old. Writes are sent once.
 */
public interface ParameterGroups {
  /** The most parameters that RDS takes in one call. */
  int MOST_CHANGES = 20;

  /**
   * The groups that the database uses, its instance's first, and what they say of these parameters.
   *
   * @param names parameters as RDS spells them: {@code sync_binlog}, {@code gtid-mode}
   */
  default List<ParameterGroup> of(AwsIdentity identity, Set<String> names) {
    return usedBy(identity).stream()
        .map(use -> use.saying(contents(use.group(), use.scope(), names)))
        .toList();
  }

  /** Which groups the database uses: DescribeDBInstances, and DescribeDBClusters for members. */
  List<Use> usedBy(AwsIdentity identity);

  /**
   * What a group says of these parameters, whoever uses it: one answer serves all its users.
   *
   * @throws CloudUnreadable also when there is no such group
   */
  Contents contents(String group, ParameterGroup.Scope scope, Set<String> names);

  /** Everything in the account and region that uses the group. */
  Users usersOf(String group, ParameterGroup.Scope scope);

  /**
   * ModifyDBParameterGroup or ModifyDBClusterParameterGroup: reaches everything that uses the
   * group. Asynchronous: {@link Use#applyStatus} tells how far RDS is, and only the server what is
   * in force.
   *
   * @param changes at most {@link #MOST_CHANGES}: RDS refuses more
   * @param decidedAt when it was decided: the signature is of that moment, and AWS refuses the call
   *     some minutes later
   */
  ApiAnswer modify(
      String group, ParameterGroup.Scope scope, List<Change> changes, Instant decidedAt);

  /**
   * A group that a database uses.
   *
   * @param applyStatus ParameterApplyStatus; of a cluster's group the writer's
   *     DBClusterParameterGroupStatus, or the member's own; empty when the API tells none
   */
  record Use(String group, ParameterGroup.Scope scope, String applyStatus) {
    /** The same, with what the group says. */
    public ParameterGroup saying(Contents contents) {
      return new ParameterGroup(group, scope, contents.family(), applyStatus, contents.values());
    }
  }

  /**
   * What a group says.
   *
   * @param family {@code mysql8.0}, {@code aurora-mysql8.0}
   * @param values those asked for that the family has
   */
  record Contents(String family, Map<String, ParameterGroup.Value> values) {
    /** Immutable. */
    public Contents {
      values = Map.copyOf(values);
    }
  }

  /**
   * Who uses a group.
   *
   * @param instances DBInstanceIdentifiers, ordered; of a cluster's group the cluster's members
   * @param clusters DBClusterIdentifiers, ordered; none for an instance's group
   */
  record Users(List<String> instances, List<String> clusters) {
    /** Immutable. */
    public Users {
      instances = List.copyOf(instances);
      clusters = List.copyOf(clusters);
    }
  }

  /**
   * One parameter's new value.
   *
   * @param when static ones take {@link When#AT_REBOOT} only
   */
  record Change(String parameter, String value, When when) {
    /** {@code sync_binlog=1 immediate}. */
    @Override
    public String toString() {
      return parameter + "=" + value + " " + when.word();
    }
  }

  /** ApplyMethod. */
  enum When {
    /** Without a restart; dynamic parameters only. */
    AT_ONCE("immediate"),
    /** When the instance is rebooted next. */
    AT_REBOOT("pending-reboot");

    private final String word;

    When(String word) {
      this.word = word;
    }

    /** As the API spells it. */
    public String word() {
      return word;
    }
  }
}
