package io.replicamedic.durability;

/** One rule: pure, total, and aware of engine and role. */
interface Rule {
  /** Stable, lower case with hyphens; also its anchor in docs/durability-rules.md. */
  String id();

  /** What it says of that reading. */
  Finding judge(DurabilityReading reading);
}
