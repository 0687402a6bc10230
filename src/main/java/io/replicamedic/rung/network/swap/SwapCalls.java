package io.replicamedic.rung.network.swap;

import io.replicamedic.isolation.Mark;
import io.replicamedic.isolation.Permission;
import io.replicamedic.isolation.SwapState;
import io.replicamedic.isolation.Swapping;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.SecurityGroups;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.rung.network.Call;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The calls of a swap, each sent once, and the words for them in plans and journal. */
final class SwapCalls {
  /** Stands for the temporary group while it has no id. */
  static final String TEMPORARY = "(the temporary group)";

  private static final String CREATE = "CreateSecurityGroup in ";
  private static final String OUT = "AuthorizeSecurityGroupEgress ";
  private static final String IN = "AuthorizeSecurityGroupIngress ";
  private static final String REVOKE = "RevokeSecurityGroupEgress ";

  private final RdsFleet fleet;
  private final VpcNetwork network;
  private final SecurityGroups groups;
  private final SwapState state;

  SwapCalls(RdsFleet fleet, VpcNetwork network, SecurityGroups groups, SwapState state) {
    this.fleet = fleet;
    this.network = network;
    this.groups = groups;
    this.state = state;
  }

  Call create() {
    return new Call(
        CREATE + state.vpc() + ": " + state.name(),
        () -> groups.create(state.vpc(), state.name(), state.name()));
  }

  Call revoke(String group, List<String> ids) {
    return new Call(
        REVOKE + group + ": " + ids + ", which every new group has",
        () -> network.revokeEgress(group, ids));
  }

  Call authorizeEgress(String group, List<Permission> permissions) {
    return new Call(
        OUT + group + ": " + join(permissions),
        () -> network.authorizeEgress(group, permissions, Mark.of(state.obligationId()), Map.of()));
  }

  Call authorizeIngress(String group, List<Permission> permissions) {
    return new Call(
        IN + group + ": " + join(permissions), () -> groups.authorizeIngress(group, permissions));
  }

  Call setGroups(AwsIdentity database, List<String> list, Instant decidedAt) {
    return new Call(
        modify(database) + ": groups " + String.join(", ", list),
        () -> fleet.setGroups(database, list, decidedAt));
  }

  Call delete(String group) {
    return new Call(
        "DeleteSecurityGroup " + group + " (" + state.name() + ")", () -> groups.delete(group));
  }

  /** All that prepares, planned before there is an id. */
  static String preparing(SwapState state) {
    return CREATE
        + state.vpc()
        + "; in it "
        + REVOKE
        + "of what every new group has; "
        + OUT
        + TEMPORARY
        + ": "
        + join(state.egressOf(TEMPORARY))
        + "; "
        + IN
        + TEMPORARY
        + ": "
        + join(state.ingressOf(TEMPORARY));
  }

  /** What cuts, likewise. */
  static String cutting(SwapState state, AwsIdentity database) {
    return modify(database)
        + ": groups "
        + String.join(", ", Swapping.swapped(state.giving(TEMPORARY)))
        + " instead of "
        + String.join(", ", state.list());
  }

  static String modify(AwsIdentity database) {
    return database
        .cluster()
        .map(cluster -> "ModifyDBCluster " + cluster)
        .orElseGet(() -> "ModifyDBInstance " + database.instance().orElseThrow());
  }

  private static String join(List<Permission> permissions) {
    return permissions.isEmpty()
        ? "nothing"
        : permissions.stream().map(Permission::toString).collect(Collectors.joining(", "));
  }
}
