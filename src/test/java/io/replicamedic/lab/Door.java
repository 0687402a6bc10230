package io.replicamedic.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One address under which a {@link Gateway} offers its target. It changes only when a test says so,
 * never because of what a client does. A {@link Wall} may keep a connection or its packets from it.
 */
public final class Door implements AutoCloseable {
  /** What a client meets. */
  public enum Mode {
    FORWARD,
    /** Accepts and never says a word. */
    SILENT,
    /** Forwards one process's connections, is silent for all others: a firewall's owner match. */
    ONE_PROCESS,
    /** Nobody listens: the connection is refused at once. */
    REFUSE
  }

  private final InetSocketAddress address;
  private final InetSocketAddress target;
  private final Wall wall;
  private final Flows flows = new Flows();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile Mode mode = Mode.FORWARD;
  private volatile long admitted;
  private @Nullable ServerSocket listener;
  private @Nullable Socket placeholder;

  private Door(
      InetSocketAddress address, InetSocketAddress target, Wall wall, ServerSocket listener) {
    this.address = address;
    this.target = target;
    this.wall = wall;
    this.listener = listener;
  }

  /** Opens it for forwarding. */
  static Door open(String address, int port, InetSocketAddress target, Wall wall)
      throws IOException {
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
            wall,
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

  /** Only the server's own connections reach the target; others are accepted and hear nothing. */
  public synchronized void admitOnly(MysqlServer server) {
    listen();
    admitted = server.pid();
    mode = Mode.ONE_PROCESS;
  }

  /** New connections are refused; the port stays ours meanwhile. Live flows go on. */
  public synchronized void refuse() {
    if (mode == Mode.REFUSE) {
      return;
    }
    mode = Mode.REFUSE;
    close(listener);
    listener = null;
    Await.until("the listener has let go of " + address, Duration.ofSeconds(5), this::reserve);
  }

  /** Cuts every live flow at once, in both directions, with a reset. */
  public void drop() {
    flows.drop();
  }

  /** Connections accepted so far, in whatever mode. */
  public int accepted() {
    return accepted.get();
  }

  /** Connections that are open through this door now, silent ones too. */
  public int liveFlows() {
    return flows.count();
  }

  @Override
  public synchronized void close() {
    mode = Mode.REFUSE;
    close(listener);
    close(placeholder);
    drop();
  }

  /** Bound and not listening: the port is kept and whoever connects is refused. */
  private boolean reserve() throws IOException {
    Socket bound = new Socket();
    try {
      bound.setReuseAddress(true);
      bound.bind(address);
      placeholder = bound;
      return true;
    } catch (BindException e) {
      bound.close();
      return false; // the thread that accepts has yet to notice
    }
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
        accepted.incrementAndGet();
        flows.add(client);
        Mode met = mode;
        Thread.ofVirtual().start(() -> serve(client, met));
      } catch (IOException e) {
        return; // the listener was closed
      }
    }
  }

  private void serve(Socket client, Mode met) {
    switch (wall.judge(client, address)) {
      case PASS -> meet(client, met, Valve.OPEN);
      case WATCHED -> meet(client, met, () -> wall.letsThrough(address));
      case RESET -> flows.reset(client);
      case SILENT -> flows.ignore(client);
    }
  }

  private void meet(Socket client, Mode met, Valve valve) {
    switch (met) {
      case FORWARD -> flows.forward(client, target, valve);
      case SILENT -> flows.ignore(client);
      case REFUSE -> flows.reset(client);
      case ONE_PROCESS -> {
        if (isAdmitted(client)) {
          flows.forward(client, target, valve);
        } else {
          flows.ignore(client);
        }
      }
    }
  }

  private boolean isAdmitted(Socket client) {
    try {
      return Peer.isProcess(admitted, client);
    } catch (IOException e) {
      return false;
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
