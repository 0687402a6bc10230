package io.replicamedic.adapter.mysql;

import io.replicamedic.outside.CallResult;
import io.replicamedic.outside.ProcedureCall;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sets server variables so that they survive a restart, where the account may. */
final class VariableSetter {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Pattern MAY =
      Pattern.compile(
          "^GRANT .*\\b(SUPER|SYSTEM_VARIABLES_ADMIN|ALL PRIVILEGES)\\b.* ON \\*\\.\\* ");

  private final Session session;

  VariableSetter(Session session) {
    this.session = session;
  }

  /** Without a name SHOW GRANTS tells what active roles give, too. */
  Optional<String> refusal() {
    if (session.query("SHOW GLOBAL VARIABLES LIKE 'persisted_globals_load'").stream()
        .noneMatch(row -> row.text("Value").equals("ON"))) {
      return Optional.of("this server keeps no SET PERSIST over a restart");
    }
    boolean may =
        session.read("SHOW GRANTS", row -> String.valueOf(row.getString(1))).stream()
            .anyMatch(grant -> MAY.matcher(grant).find());
    return may
        ? Optional.empty()
        : Optional.of("our account has no SYSTEM_VARIABLES_ADMIN on this server");
  }

  CallResult persist(String variable, String value, Duration wait) {
    if (!NAME.matcher(variable).matches()) {
      throw new IllegalArgumentException("not a variable's name: '" + variable + "'");
    }
    String literal = value.matches("-?\\d{1,18}") ? value : ProcedureCall.literal(value);
    try {
      session.waitFor(wait);
      session.execute("SET PERSIST " + variable + " = " + literal);
      session.waitAsUsual();
      return new CallResult.Returned(List.of());
    } catch (SQLException e) {
      if (Refusals.isCommunication(e)) {
        return new CallResult.StillRunning(session.connectionId(), Refusals.networkWords(e));
      }
      return new CallResult.Failed(
          e.getErrorCode(),
          Objects.requireNonNullElse(e.getSQLState(), ""),
          Objects.requireNonNullElse(e.getMessage(), ""));
    }
  }
}
