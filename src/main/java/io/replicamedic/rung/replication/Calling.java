package io.replicamedic.rung.replication;

import io.replicamedic.outside.CallResult;
import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.workflow.Memory;
import io.replicamedic.workflow.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Makes a CALL and words its answer; what it did the goal's next reading tells. */
final class Calling {
  private Calling() {}

  static Outcome call(ReplicaSession session, ProcedureCall call, Duration wait) {
    return outcome(session.call(call, wait), call.statement());
  }

  static Outcome outcome(CallResult result, String statement) {
    return switch (result) {
      case CallResult.Returned(List<Map<String, String>> rows) ->
          new Outcome.Answered(
              rows.isEmpty() ? "answered OK" : "answered OK: " + words(rows),
              Map.of("statement", statement, "rows", rows),
              Memory.EMPTY);
      case CallResult.Failed(int errno, String sqlState, String message) ->
          new Outcome.Failed(
              "ERROR " + errno + " (" + sqlState + "): " + message,
              Map.of("statement", statement, "errno", errno, "sqlState", sqlState));
      case CallResult.StillRunning(long connectionId, String why) ->
          new Outcome.Unknown(
              "no answer to "
                  + statement
                  + " ("
                  + why
                  + "); waiting until its session "
                  + connectionId
                  + " is gone",
              connectionId);
    };
  }

  private static String words(List<Map<String, String>> rows) {
    return String.join("; ", rows.stream().map(row -> String.join(", ", row.values())).toList());
  }
}
