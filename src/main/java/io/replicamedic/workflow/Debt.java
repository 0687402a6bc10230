package io.replicamedic.workflow;

import io.replicamedic.obligation.Obligation;

/** What an act does to what the workflow owes; committed with its intent, before it acts. */
public sealed interface Debt permits Debt.None, Debt.Moved, Owe {
  /** Nothing. */
  Debt NONE = new None();

  /** Nothing. */
  record None() implements Debt {}

  /** An open obligation goes on to its next state. */
  record Moved(Obligation obligation) implements Debt {}
}
