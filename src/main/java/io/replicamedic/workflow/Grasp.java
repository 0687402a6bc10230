package io.replicamedic.workflow;

/** What an attempt to seize the target came to. */
public sealed interface Grasp<G extends Grip> {
  /** Ours: every earlier act is over and no other can come. */
  record Held<G extends Grip>(G grip) implements Grasp<G> {}

  /** Another session still holds it (a call of ours that goes on, say). */
  record Busy<G extends Grip>(String why) implements Grasp<G> {}

  /** The target cannot be connected to. */
  record Unreachable<G extends Grip>(String why) implements Grasp<G> {}

  /** The caller does not own the workflow any more. */
  record NotYours<G extends Grip>() implements Grasp<G> {}
}
