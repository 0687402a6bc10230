package io.replicamedic.durability;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The verdict on one database.
 *
 * @param grade the overall word
 * @param summary one or two sentences for a manager
 * @param findings one for each rule, the worst first
 * @param windows one for each kind of failure
 */
public record Audit(
    String database,
    Instant at,
    EngineKind engine,
    String version,
    Set<Role> roles,
    Grade grade,
    String summary,
    List<Finding> findings,
    List<LossWindow> windows) {
  /** Immutable. */
  public Audit {
    roles = Set.copyOf(roles);
    findings = List.copyOf(findings);
    windows = List.copyOf(windows);
  }
}
