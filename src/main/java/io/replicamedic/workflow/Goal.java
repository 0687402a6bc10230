package io.replicamedic.workflow;

/** A predicate read from the outside world; never acts. */
@FunctionalInterface
public interface Goal<G extends Grip> {
  /** Reads it now. A broken session is Unreadable, not an exception. */
  Reading read(Run<G> run);
}
