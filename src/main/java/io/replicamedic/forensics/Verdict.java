package io.replicamedic.forensics;

/** Whether what a transaction did is present locally. */
public enum Verdict {
  /** Every row it touched is proven to be as it left it: skipping it leaves no difference. */
  ALL_PRESENT,
  /** At least one row is not as it left it. */
  DIFFERENT,
  /** No difference seen, but not everything could be compared: never taken for present. */
  UNKNOWN
}
