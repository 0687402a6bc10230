package io.replicamedic.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The live connections through a {@link Door}; called by it, a virtual thread for each.
 *
 * <p>What a {@link Valve} holds back is not lost: it goes on as soon as the valve is open, if both
 * sides are still there, where TCP would need up to its next retransmission. The end of one side is
 * held back like its bytes: the other side hears nothing at all.
 */
final class Flows {
  private static final int PIECE = 16 * 1024;
  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(20);

  /** Clients, each with its connection to the target, or itself when it has none. */
  private final Map<Socket, Socket> open = new ConcurrentHashMap<>();

  /** From now on the client is dropped with the others. */
  void add(Socket client) {
    open.put(client, client);
  }

  int count() {
    return open.size();
  }

  void drop() {
    open.forEach(
        (client, server) -> {
          reset(client);
          reset(server);
        });
  }

  /** Returns when the flow has ended; an end on one side is a reset for both. */
  void forward(Socket client, InetSocketAddress target, Valve valve) {
    Socket server = new Socket();
    try {
      open.put(client, server);
      server.connect(target);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      OutputStream toClient = client.getOutputStream();
      Thread back = Thread.ofVirtual().start(() -> pump(server, client, toClient, valve));
      pump(client, server, server.getOutputStream(), valve);
      back.join();
    } catch (IOException e) {
      // the target is down: the client is told by a reset
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reset(client);
      reset(server);
    }
  }

  /** Listens, says nothing, and goes when the client goes. */
  void ignore(Socket client) {
    pump(client, client, OutputStream.nullOutputStream(), Valve.OPEN);
    reset(client);
  }

  /** Ends a connection so that the other side is told at once. */
  void reset(Socket socket) {
    open.remove(socket);
    try {
      if (!socket.isClosed()) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException e) {
      // it is closed, which is what was wanted
    }
  }

  /** MySQL does not use half-open connections: the end of one direction ends the flow. */
  private static void pump(Socket from, Socket peer, OutputStream to, Valve valve) {
    try (from;
        to) {
      byte[] piece = new byte[PIECE];
      for (int length = read(from, piece); length >= 0; length = read(from, piece)) {
        hold(valve, from, peer);
        to.write(piece, 0, length);
      }
      hold(valve, from, peer);
    } catch (IOException e) {
      // cut by drop(), or by the other side
    }
  }

  /** A reset ends the flow as an end does, and is held back as one. */
  private static int read(Socket from, byte[] piece) {
    try {
      return from.getInputStream().read(piece);
    } catch (IOException e) {
      return -1;
    }
  }

  /** Returns when the valve is open, or the flow was cut here. */
  private static void hold(Valve valve, Socket from, Socket peer) {
    while (!valve.isOpen() && !from.isClosed() && !peer.isClosed()) {
      LockSupport.parkNanos(LOOK_AGAIN);
    }
  }
}
