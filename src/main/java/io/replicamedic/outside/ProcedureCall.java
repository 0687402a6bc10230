package io.replicamedic.outside;

import java.util.List;

/**
 * One CALL of a stored procedure, with its arguments; {@link #statement()} is what may be shown.
 *
 * @param name without schema: rds_stop_replication
 */
public record ProcedureCall(String name, List<Argument> arguments) {

  /** One argument; secret ones are shown as {@code '***'} everywhere. */
  public record Argument(Object value, boolean secret) {
    /** Never prints a secret, not even by accident in a log line. */
    @Override
    public String toString() {
      return secret ? "'***'" : value instanceof String text ? literal(text) : value.toString();
    }
  }

  /** That text as MySQL reads it between quotes, unless sql_mode has NO_BACKSLASH_ESCAPES. */
  public static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  /** A call without arguments. */
  public static ProcedureCall of(String name) {
    return new ProcedureCall(name, List.of());
  }

  /** The statement for people, plans and the journal: secrets redacted. */
  public String statement() {
    return "CALL mysql."
        + name
        + "("
        + String.join(", ", arguments.stream().map(Argument::toString).toList())
        + ")";
  }
}
