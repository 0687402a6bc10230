package io.replicamedic.replication;

/**
 * One option that RESET REPLICA ALL would destroy for good: a reason to refuse the reset, unless a
 * person accepts that very risk (law 5).
 *
 * @param name column of performance_schema, or {@code FILTER} and the filter's name
 * @param option the option of CHANGE REPLICATION SOURCE TO, which the admin user may not use
 * @param value as the server worded it
 */
public record ResetLoss(String name, String option, String value) {
  /** For people: {@code SOURCE_DELAY=3600 (DESIRED_DELAY)}. */
  @Override
  public String toString() {
    return option + "=" + value + " (" + name + ")";
  }
}
