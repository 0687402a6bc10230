package io.replicamedic.outside;

import java.util.List;
import java.util.Map;

/**
 * What a CALL answered; never proof of its effect (domain.md 2: read both forms, trust neither).
 */
public sealed interface CallResult {

  /**
   * The server answered OK.
   *
   * @param rows all rows of all result sets, in order, column label → text; older procedure bodies
   *     report their failures here
   */
  record Returned(List<Map<String, String>> rows) implements CallResult {}

  /** The server answered an error; the session was thrown away. */
  record Failed(int errno, String sqlState, String message) implements CallResult {}

  /**
   * We stopped waiting, or the connection broke: the call may still run. It is over only when
   * {@code connectionId} has left the process list (law 10). The session is unusable.
   */
  record StillRunning(long connectionId, String why) implements CallResult {}
}
