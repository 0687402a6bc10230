package io.replicamedic.lab;

import java.net.InetSocketAddress;
import java.net.Socket;

/** What a new connection has to get past before it meets a {@link Door}'s mode; asked by doors. */
@FunctionalInterface
interface Wall {
  /** Everybody passes. */
  Wall NONE = (client, door) -> Verdict.PASS;

  /** What becomes of a connection. */
  enum Verdict {
    PASS,
    RESET,
    SILENT
  }

  Verdict judge(Socket client, InetSocketAddress door);
}
