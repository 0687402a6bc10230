package io.replicamedic.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The network between the two servers does what it is told, and nothing else. */
class GatewayTest {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final ServerSocket target;
  private final Gateway gateway;

  GatewayTest() throws IOException {
    target = new ServerSocket(Ports.free(), 50, InetAddress.ofLiteral("127.0.0.1"));
    gateway = Gateway.to(target.getLocalPort(), Wall.NONE);
  }

  /** The target repeats what it hears. */
  @BeforeEach
  void echo() {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  Socket socket = target.accept();
                  Thread.ofVirtual().start(() -> echo(socket));
                }
              } catch (IOException e) {
                // closed at the end of the test
              }
            });
  }

  @AfterEach
  void end() throws IOException {
    gateway.close();
    target.close();
  }

  @Test
  void both_addresses_lead_to_the_target_on_its_own_port() throws Exception {
    assertThat(gateway.oldAddress().port()).isEqualTo(target.getLocalPort());
    assertThat(gateway.oldAddress().host()).isNotEqualTo(gateway.newAddress().host());
    try (Socket one = client(gateway.oldAddress());
        Socket other = client(gateway.newAddress())) {
      assertThat(said(one)).isEqualTo('!');
      assertThat(said(other)).isEqualTo('!');
    }
  }

  @Test
  void a_silent_address_accepts_and_says_nothing() throws Exception {
    gateway.oldAddress().silence();
    try (Socket socket = client(gateway.oldAddress());
        Socket other = client(gateway.newAddress())) {
      assertThatThrownBy(() -> said(socket)).isInstanceOf(SocketTimeoutException.class);
      assertThat(said(other)).isEqualTo('!');
    }
  }

  @Test
  void a_refused_address_can_be_opened_again() throws Exception {
    Door door = gateway.oldAddress();
    int port = door.port();
    door.refuse();
    assertThatThrownBy(() -> client(door)).isInstanceOf(ConnectException.class);
    door.forward();
    assertThat(door.port()).isEqualTo(port);
    try (Socket socket = client(door)) {
      assertThat(said(socket)).isEqualTo('!');
    }
  }

  @Test
  void live_flows_go_on_until_they_are_dropped() throws Exception {
    Door door = gateway.oldAddress();
    try (Socket socket = client(door)) {
      assertThat(said(socket)).isEqualTo('!');
      door.silence();
      assertThat(said(socket)).isEqualTo('!');
      door.drop();
      assertThatThrownBy(() -> said(socket))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
      Await.until("no flow is left", DEADLINE, () -> door.liveFlows() == 0);
    }
  }

  @Test
  void a_watched_flow_stalls_while_the_wall_holds_it_and_loses_nothing() throws Exception {
    AtomicBoolean open = new AtomicBoolean(true);
    try (Gateway watched = Gateway.to(target.getLocalPort(), watching(open));
        Socket socket = client(watched.oldAddress())) {
      assertThat(said(socket)).isEqualTo('!');
      open.set(false);
      assertThatThrownBy(() -> said(socket)).isInstanceOf(SocketTimeoutException.class);
      open.set(true);
      assertThat(socket.getInputStream().read()).isEqualTo('!');
    }
  }

  @Test
  void the_end_of_a_watched_flow_is_not_heard_while_the_wall_holds_it() throws Exception {
    AtomicBoolean open = new AtomicBoolean(true);
    try (Gateway watched = Gateway.to(target.getLocalPort(), watching(open))) {
      Door door = watched.oldAddress();
      try (Socket socket = client(door)) {
        assertThat(said(socket)).isEqualTo('!');
        open.set(false);
      }
      assertThat(Await.within(Duration.ofMillis(300), () -> door.liveFlows() == 0)).isFalse();
      open.set(true);
      Await.until("the end is heard", DEADLINE, () -> door.liveFlows() == 0);
    }
  }

  @Test
  void a_held_flow_can_be_dropped() throws Exception {
    try (Gateway watched = Gateway.to(target.getLocalPort(), watching(new AtomicBoolean()));
        Socket socket = client(watched.oldAddress())) {
      assertThatThrownBy(() -> said(socket)).isInstanceOf(SocketTimeoutException.class);
      watched.oldAddress().drop();
      assertThatThrownBy(() -> said(socket))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
      Await.until("no flow is left", DEADLINE, () -> watched.oldAddress().liveFlows() == 0);
    }
  }

  private static Wall watching(AtomicBoolean open) {
    return new Wall() {
      @Override
      public Verdict judge(Socket client, InetSocketAddress door) {
        return Verdict.WATCHED;
      }

      @Override
      public boolean letsThrough(InetSocketAddress door) {
        return open.get();
      }
    };
  }

  private static Socket client(Door door) throws IOException {
    Socket socket = new Socket(door.host(), door.port());
    socket.setSoTimeout(300);
    return socket;
  }

  private static int said(Socket socket) throws IOException {
    socket.getOutputStream().write('!');
    return socket.getInputStream().read();
  }

  private static void echo(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException e) {
      // the client has gone
    }
  }
}
