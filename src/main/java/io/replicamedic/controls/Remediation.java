package io.replicamedic.controls;

/** The switch that people set: whether anything may be done to a database at all. */
public enum Remediation {
  /** Workflows may act. */
  ON,
  /** Reading, diagnosis and dry runs only: the default. */
  OBSERVE_ONLY,
  /** Not even that: requests for workflows and dry runs are refused. */
  OFF
}
