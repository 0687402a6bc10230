package io.replicamedic.durability;

import java.time.Instant;

/**
 * One value that a rule looked at.
 *
 * @param name the variable, parameter or fact: {@code sync_binlog}
 * @param value as read, or {@code unknown: } and why
 * @param origin who said so
 * @param from the group's name, the API's action; may be empty
 * @param at when it was read
 */
public record Observed(String name, String value, Origin origin, String from, Instant at) {
  /** Who says so. */
  public enum Origin {
    /** The running server: @@GLOBAL. */
    RUN_TIME,
    /** A parameter group. */
    PARAMETER_GROUP,
    /** Whether the group is in force: ParameterApplyStatus. */
    APPLY_STATUS,
    /** Another fact of the RDS API. */
    RDS_API,
    /** mysql.rds_configuration. */
    RDS_CONFIGURATION,
    /** What replica-medic's own registration says. */
    REGISTRATION
  }
}
