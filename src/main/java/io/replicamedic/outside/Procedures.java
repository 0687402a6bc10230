package io.replicamedic.outside;

import java.util.Map;
import java.util.OptionalInt;

/**
 * The mysql.rds_* procedures that this server has, probed at run time (domain.md 2): names and
 * arities differ by engine and version, so no version table is kept.
 *
 * @param arities procedure name → number of parameters
 */
public record Procedures(Map<String, Integer> arities) {
  /** Number of parameters, empty when the server has no such procedure. */
  public OptionalInt arity(String name) {
    Integer arity = arities.get(name);
    return arity == null ? OptionalInt.empty() : OptionalInt.of(arity);
  }

  /** Whether the server has it. */
  public boolean has(String name) {
    return arities.containsKey(name);
  }
}
