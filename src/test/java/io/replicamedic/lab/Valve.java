package io.replicamedic.lab;

/** Lets a flow's bytes through or holds them back, asked for each piece; given to {@link Flows}. */
@FunctionalInterface
interface Valve {
  /** Nothing is held back. */
  Valve OPEN = () -> true;

  boolean isOpen();
}
