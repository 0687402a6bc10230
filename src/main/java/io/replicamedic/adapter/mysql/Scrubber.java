package io.replicamedic.adapter.mysql;

import io.replicamedic.outside.ProcedureCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes a call's secrets out of whatever the server answers to it: SIGNAL texts and result rows may
 * echo an argument, as sent or as SQL-escaped.
 */
final class Scrubber {
  private static final int SYNTAX_ERROR = 1064;
  private static final String SHOWN = "***";

  private final List<String> secrets = new ArrayList<>();

  Scrubber(ProcedureCall call) {
    for (ProcedureCall.Argument argument : call.arguments()) {
      if (argument.secret() && !argument.value().toString().isEmpty()) {
        String secret = argument.value().toString();
        secrets.add(secret);
        secrets.add(secret.replace("'", "''"));
        secrets.add(secret.replace("\\", "\\\\").replace("'", "\\'").replace("\"", "\\\""));
      }
    }
    // Longest first, so that no remainder of an escaped form is left standing.
    secrets.sort(Comparator.comparingInt(String::length).reversed());
  }

  String text(String answer) {
    String scrubbed = answer;
    for (String secret : secrets) {
      scrubbed = scrubbed.replace(secret, SHOWN);
    }
    return scrubbed;
  }

  /** A syntax error quotes the statement from anywhere, cut at 80 characters: nothing to match. */
  String error(int errno, String message) {
    return errno == SYNTAX_ERROR && !secrets.isEmpty()
        ? "syntax error (the server's text is withheld: it quotes the statement)"
        : text(message);
  }
}
