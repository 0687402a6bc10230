package io.replicamedic.playbook;

import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.rung.parameters.FixOptions;
import io.replicamedic.rung.parameters.FixRungs;
import io.replicamedic.rung.parameters.ParameterExamination;
import io.replicamedic.rung.parameters.ParameterFindings;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.rung.replication.Seizer;
import io.replicamedic.workflow.Goal;
import io.replicamedic.workflow.Grasp;
import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.OrderRefused;
import io.replicamedic.workflow.Phase;
import io.replicamedic.workflow.Plan;
import io.replicamedic.workflow.Playbook;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Gives a database the settings without which a failover would lose commits (incident 2). */
public final class FixDurabilityPlaybook implements Playbook<ReplicaGrip> {
  /** Name in orders. */
  public static final String NAME = "fix-durability";

  private final Function<String, Database> registry;
  private final Databases databases;
  private final Seizer seizer;
  private final ParameterExamination examination;
  private final Set<String> rules;
  private final FixRungs rungs;
  private final List<Phase<ReplicaGrip>> phases;

  /**
   * Wired once; finds databases by id in the registry.
   *
   * @param rules ids of all rules that there are
   */
  public FixDurabilityPlaybook(
      Function<String, Database> registry,
      Databases databases,
      Seizer seizer,
      ParameterExamination examination,
      Set<String> rules,
      FixRungs rungs) {
    this.registry = registry;
    this.databases = databases;
    this.seizer = seizer;
    this.examination = examination;
    this.rules = Set.copyOf(rules);
    this.rungs = rungs;
    this.phases = List.of(rungs.examined(this::plan), rungs.agreed(), rungs.inForce());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Phase<ReplicaGrip>> phases() {
    return phases;
  }

  @Override
  public Goal<ReplicaGrip> purpose() {
    return rungs.purpose();
  }

  /** The database, and every group that it uses: two fixes of one group would undo each other. */
  @Override
  public Set<String> claims(Order order) {
    Set<String> claims = new HashSet<>(Set.of("database:" + order.target()));
    try {
      claims.addAll(examination.claims(registry.apply(order.target())));
    } catch (CloudUnreadable e) {
      throw new OrderRefused(
          "rds-unreadable",
          "its parameter groups cannot be read, so nothing can be changed: " + e.getMessage(),
          "try again when the RDS API answers, or give the role the rights that the README names");
    }
    return claims;
  }

  @Override
  public void admit(Order order) {
    Database database = registry.apply(order.target());
    Set<String> unknown = new TreeSet<>(FixOptions.rules(order));
    unknown.removeAll(rules);
    if (!unknown.isEmpty()) {
      throw new OrderRefused(
          "unknown-rule",
          "nothing is audited of " + database.id() + " as " + String.join(", ", unknown),
          "rules are: " + String.join(", ", new TreeSet<>(rules)));
    }
  }

  @Override
  public Plan preview(Order order) {
    Database database = registry.apply(order.target());
    try (ReplicaSession session = databases.openReplica(database)) {
      return plan(order, examination.examine(order, database, session));
    } catch (CloudUnreadable e) {
      return Plan.of(
          order.playbookName(),
          order.target(),
          List.of(),
          List.of(),
          List.of(),
          List.of("its parameter groups cannot be read: " + e.getMessage()));
    }
  }

  @Override
  public Grasp<ReplicaGrip> seize(Order order, BooleanSupplier rightful) {
    return seizer.seize(registry.apply(order.target()), "", rightful);
  }

  private Plan plan(Order order, ParameterFindings findings) {
    return new FixDurabilityPlan(order, registry.apply(order.target()), findings).plan();
  }
}
