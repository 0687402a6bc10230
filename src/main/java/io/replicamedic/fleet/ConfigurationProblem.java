package io.replicamedic.fleet;

/**
 * One thing that is wrong in the configuration; told by log, API and the check on the command line.
 * Never holds a value: what stands in the wrong place may be a secret.
 *
 * @param key {@code replica-medic.databases[0].engine}
 * @param where {@code /etc/replica-medic.yaml:12}
 * @param problem what is wrong
 * @param remedy what should be there instead
 */
public record ConfigurationProblem(String key, String where, String problem, String remedy) {
  /** On one line. */
  @Override
  public String toString() {
    return where + ": " + key + " " + problem + " -> " + remedy;
  }
}
