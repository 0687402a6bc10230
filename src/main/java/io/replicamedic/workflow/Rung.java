package io.replicamedic.workflow;

import java.util.Optional;

/** One thing that we may do to reach a goal. Preparing looks and never acts. */
public interface Rung<G extends Grip> {
  /** Name for plan and journal, lower case with hyphens. */
  String name();

  /** What makes its act harmless when nobody knows its outcome. */
  default Fence fence() {
    return Fence.SESSION;
  }

  /** Looks at the target as it is now and says what climbing would mean. */
  Preparation prepare(Run<G> run);

  /**
   * Why waiting on for its effect makes no sense any more; empty when it does. Asked at each look
   * while its effect is awaited.
   */
  default Optional<String> inVain(Run<G> run) {
    return Optional.empty();
  }
}
