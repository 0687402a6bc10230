package io.replicamedic.workflow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The target's session of one tenure: taken before anything is looked at, kept while it is good,
 * dropped when it is spent (design.md, Zombies 9 to 11). Used by Tenure only.
 */
final class Hold<G extends Grip> {
  private static final Logger LOG = LoggerFactory.getLogger(Hold.class);

  private final WorkflowStore store;
  private final Playbook<G> playbook;
  private final long epoch;
  private @Nullable G grip;

  Hold(WorkflowStore store, Playbook<G> playbook, long epoch) {
    this.store = store;
    this.playbook = playbook;
    this.epoch = epoch;
  }

  /** Takes the target's lock, unless it is held already. */
  Grasp<G> take(Workflow workflow) {
    if (workflow.progress().intent().isPresent()) {
      // Its outcome is not known: the session may still be busy with it, whoever holds it.
      drop();
    }
    G held = grip;
    if (held != null) {
      return new Grasp.Held<>(held);
    }
    Grasp<G> grasp = seize(workflow);
    return grasp instanceof Grasp.Held<G>(G fresh) ? settled(workflow, fresh) : grasp;
  }

  // Whatever keeps the target from being held, nothing may follow meanwhile and nothing may end:
  // to the engine all of it is "cannot be reached", said aloud.
  private Grasp<G> seize(Workflow workflow) {
    try {
      return playbook.seize(workflow.order(), () -> rightful(workflow));
    } catch (RuntimeException e) {
      LOG.error("{} cannot be held", workflow.order().target(), e);
      return new Grasp.Unreachable<>("it cannot be held: " + e.getMessage());
    }
  }

  // The lease is checked after the lock; and a call is over only when its session is gone (law 10).
  private Grasp<G> settled(Workflow workflow, G fresh) {
    if (!rightful(workflow)) {
      fresh.close();
      return new Grasp.NotYours<>();
    }
    Optional<Intent> intent = workflow.progress().intent();
    if (intent.isPresent() && fresh.alive(intent.get().connectionId())) {
      fresh.close();
      return new Grasp.Busy<>(
          "session " + intent.get().connectionId() + " still runs " + intent.get().statement());
    }
    grip = fresh;
    return new Grasp.Held<>(fresh);
  }

  void drop() {
    G held = grip;
    if (held != null) {
      held.close();
      grip = null;
    }
  }

  private boolean rightful(Workflow workflow) {
    return store.epoch(workflow.id()) == epoch;
  }
}
