package io.replicamedic.rung.parameters;

import io.replicamedic.outside.ProcedureCall;

/** SET PERSIST as it is shown; the session makes its own from the same two words. */
final class SettingStatement {
  private SettingStatement() {}

  static String of(String variable, String value) {
    String literal = value.matches("-?\\d+") ? value : ProcedureCall.literal(value);
    return "SET PERSIST " + variable + " = " + literal;
  }
}
