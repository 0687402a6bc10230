package io.replicamedic.web;

import io.replicamedic.fleet.Registry;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.workflow.Goal;
import io.replicamedic.workflow.Grasp;
import io.replicamedic.workflow.Grip;
import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.OrderRefused;
import io.replicamedic.workflow.Phase;
import io.replicamedic.workflow.Plan;
import io.replicamedic.workflow.Playbook;
import io.replicamedic.workflow.Reading;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Admits and previews as unstick would; nothing here ever runs. */
final class ScriptedPlaybook implements Playbook<Grip> {
  private final Registry registry;

  ScriptedPlaybook(Registry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "unstick";
  }

  @Override
  public List<Phase<Grip>> phases() {
    return List.of(new Phase<>("diagnose", purpose(), List.of()));
  }

  @Override
  public Goal<Grip> purpose() {
    return run -> new Reading.NotMet(Map.of());
  }

  @Override
  public Set<String> claims(Order order) {
    return Set.of("database:" + order.target());
  }

  @Override
  public void admit(Order order) {
    if (registry.require(order.target()).kind() == ReplicationKind.RDS_MANAGED) {
      throw new OrderRefused(
          "managed-replica",
          order.target() + " is managed by RDS: its source may be changed by RDS only",
          "rebuild it, or use the RDS console");
    }
  }

  @Override
  public Plan preview(Order order) {
    Database database = registry.require(order.target());
    if (order.reason().equals("without its secret")) {
      throw new SecretMissing("env:ADMIN_PASSWORD", "not set");
    }
    if (database.id().equals("far-away")) {
      throw new DatabaseUnreachable(
          "replica far-away",
          database.endpoint(),
          0,
          "connect timed out",
          new IllegalStateException("down"));
    }
    return Samples.PLAN;
  }

  @Override
  public Grasp<Grip> seize(Order order, BooleanSupplier rightful) {
    return new Grasp.NotYours<>();
  }
}
