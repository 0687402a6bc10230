package io.replicamedic.lab;

import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * What a connection has to get past before it meets a {@link Door}'s mode, and its packets
 * afterwards; asked by doors.
 */
@FunctionalInterface
interface Wall {
  /** Everybody passes. */
  Wall NONE = (client, door) -> Verdict.PASS;

  /** What becomes of a connection. */
  enum Verdict {
    PASS,
    /** It passes, and its packets are judged one by one from then on. */
    WATCHED,
    RESET,
    SILENT
  }

  Verdict judge(Socket client, InetSocketAddress door);

  /** Whether packets of a watched connection to that door get through at this moment. */
  default boolean letsThrough(InetSocketAddress door) {
    return true;
  }
}
