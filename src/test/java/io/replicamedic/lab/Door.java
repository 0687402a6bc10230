package io.replicamedic.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One address under which a {@link Gateway} offers its target. It changes only when a test says so,
 * never because of what a client does.
 */
public final class Door implements AutoCloseable {
  /** What a client meets. */
  public enum Mode {
    FORWARD,
    /** Accepts and never says a word. */
    SILENT,
    /** Nobody listens: the connection is refused at once. */
    REFUSE
  }

  private final InetSocketAddress address;
  private final InetSocketAddress target;
  private final Set<Socket> flows = ConcurrentHashMap.newKeySet();
  private volatile Mode mode = Mode.FORWARD;
  private @Nullable ServerSocket listener;
  private @Nullable Socket placeholder;

  private Door(InetSocketAddress address, InetSocketAddress target, ServerSocket listener) {
    this.address = address;
    this.target = target;
    this.listener = listener;
  }

  /** Opens it for forwarding; port 0 takes any free one. */
  static Door open(String address, int port, InetSocketAddress target) throws IOException {
    ServerSocket listener = new ServerSocket();
    try {
      listener.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    Door door =
        new Door(
            new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()),
            target,
            listener);
    Thread.ofVirtual().name("door " + address).start(() -> door.accept(listener));
    return door;
  }

  public String host() {
    return address.getAddress().getHostAddress();
  }

  public int port() {
    return address.getPort();
  }

  public Mode mode() {
    return mode;
  }

  /** New connections reach the target; silent ones from before stay silent until dropped. */
  public synchronized void forward() {
    listen();
    mode = Mode.FORWARD;
  }

  /** New connections are accepted and hear nothing; live flows go on until {@link #drop()}. */
  public synchronized void silence() {
    listen();
    mode = Mode.SILENT;
  }

  /** New connections are refused; the port stays ours meanwhile. Live flows go on. */
  public synchronized void refuse() {
    if (mode == Mode.REFUSE) {
      return;
    }
    mode = Mode.REFUSE;
    close(listener);
    listener = null;
    try {
      Socket bound = new Socket();
      bound.setReuseAddress(true);
      bound.bind(address);
      placeholder = bound;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cuts every live flow at once, in both directions, with a reset. */
  public void drop() {
    for (Socket socket : flows) {
      reset(socket);
    }
  }

  /** Connections that are open through this door now, silent ones too. */
  public int liveFlows() {
    return (int) flows.stream().filter(s -> s.getLocalPort() == port()).count();
  }

  @Override
  public synchronized void close() {
    mode = Mode.REFUSE;
    close(listener);
    close(placeholder);
    drop();
  }

  private void listen() {
    if (listener != null) {
      return;
    }
    close(placeholder);
    placeholder = null;
    try {
      ServerSocket again = new ServerSocket();
      again.bind(address);
      listener = again;
      Thread.ofVirtual().name("door " + host()).start(() -> accept(again));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket from) {
    while (true) {
      try {
        Socket client = from.accept();
        flows.add(client);
        switch (mode) {
          case FORWARD -> Thread.ofVirtual().start(() -> forward(client));
          case SILENT -> {}
          case REFUSE -> reset(client);
        }
      } catch (IOException e) {
        return; // the listener was closed
      }
    }
  }

  private void forward(Socket client) {
    Socket server = new Socket();
    try {
      flows.add(server);
      server.connect(target);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().start(() -> pump(server, client));
      pump(client, server);
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

  /** An end on one side is an end for both: MySQL does not use half-open connections. */
  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // cut by drop(), or by either side
    }
  }

  private void reset(Socket socket) {
    flows.remove(socket);
    try {
      if (!socket.isClosed()) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException e) {
      // it is closed, which is what was wanted
    }
  }

  private static void close(@Nullable AutoCloseable socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
