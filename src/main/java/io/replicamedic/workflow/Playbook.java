package io.replicamedic.workflow;

import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A workflow's definition: what it is for, its phases, and how its target is held. */
public interface Playbook<G extends Grip> {
  /** Name in orders and URLs. */
  String name();

  /** All names under which orders for it are stored. */
  default Set<String> names() {
    return Set.of(name());
  }

  /**
   * The one under which that order is stored. What an earlier version would carry out otherwise
   * than it is meant goes under a name that version does not know: it leaves such a workflow alone.
   */
  default String nameFor(Order order) {
    return name();
  }

  /** In order; the last goal met means SUCCEEDED. */
  List<Phase<G>> phases();

  /** What it is all for; read before every rung until the first irreversible act. */
  Goal<G> purpose();

  /** What a run of that order touches and must hold alone. */
  Set<String> claims(Order order);

  /**
   * Checks an order before anything is started.
   *
   * @throws OrderRefused when this playbook cannot serve it; says what does apply
   */
  void admit(Order order);

  /** The plan for that order, from live readings; touches nothing. */
  Plan preview(Order order);

  /**
   * Connects to the target and takes its lock, ending an earlier holder of ours if need be.
   *
   * @param rightful whether the caller still owns the workflow; asked before another is ended
   */
  Grasp<G> seize(Order order, BooleanSupplier rightful);
}
