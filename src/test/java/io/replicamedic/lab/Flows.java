package io.replicamedic.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The live connections through a {@link Door}; called by it, a virtual thread for each. */
final class Flows {
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
  void forward(Socket client, InetSocketAddress target) {
    Socket server = new Socket();
    try {
      open.put(client, server);
      server.connect(target);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      OutputStream toClient = client.getOutputStream();
      Thread back = Thread.ofVirtual().start(() -> pump(server, toClient));
      pump(client, server.getOutputStream());
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
    pump(client, OutputStream.nullOutputStream());
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
  private static void pump(Socket from, OutputStream to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to);
    } catch (IOException e) {
      // cut by drop(), or by either side
    }
  }
}
