package io.replicamedic.lab;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Stands before a real server and asks as RDS's AWSAuthenticationPlugin does, which no server here
 * has: over TLS, by an AuthSwitchRequest to mysql_clear_password. Who knows the token is let in to
 * the server as an account without a password; all that follows is the real server's.
 */
public final class TokenGate implements AutoCloseable {
  private static final int SSL = 0x800;
  private static final String PLUGIN = "mysql_clear_password";

  private final ServerSocket listening;
  private final int backend;
  private final SSLContext tls;
  private final String token;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<String> told = new CopyOnWriteArrayList<>();

  /** In front of that server, with that certificate. */
  public TokenGate(MysqlServer server, SSLContext tls, String token) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.backend = server.port();
    this.tls = tls;
    this.token = token;
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** All that was told in clear, in the order of the logins. */
  public List<String> told() {
    return List.copyOf(told);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = opened(listening.accept());
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket plain) {
    try (plain;
        Socket server = opened(new Socket(InetAddress.getLoopbackAddress(), backend))) {
      Packet greeting = Packet.read(server.getInputStream());
      greeting.write(plain.getOutputStream());
      Packet asking = Packet.read(plain.getInputStream());
      if (((asking.body()[1] << 8) & SSL) == 0) {
        told.add("login without TLS");
        return;
      }
      SSLSocket client = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, true);
      client.setUseClientMode(false);
      Packet login = Packet.read(client.getInputStream());
      byte[] change = ("\u00fe" + PLUGIN + "\0\0").getBytes(StandardCharsets.ISO_8859_1);
      new Packet(login.number() + 1, change).write(client.getOutputStream());
      Packet answer = Packet.read(client.getInputStream());
      String said = new String(answer.body(), StandardCharsets.UTF_8).replace("\0", "");
      told.add(said);
      if (said.equals(token)) {
        new Packet(1, withoutProof(login.body())).write(server.getOutputStream());
        Packet welcome = Packet.read(server.getInputStream());
        new Packet(answer.number() + 1, welcome.body()).write(client.getOutputStream());
        Thread.ofVirtual().start(() -> pump(server, client));
        pump(client, server);
      } else {
        byte[] refusal =
            "\u00ff\u0015\u0004#28000Access denied".getBytes(StandardCharsets.ISO_8859_1);
        new Packet(answer.number() + 1, refusal).write(client.getOutputStream());
      }
    } catch (IOException e) {
      told.add("broken: " + e.getMessage());
    }
  }

  /** The client's HandshakeResponse41 as of one without TLS and without a password. */
  private static byte[] withoutProof(byte[] login) {
    int user = 32;
    int proof = user;
    while (login[proof] != 0) {
      proof++;
    }
    proof++;
    int rest = proof + 1 + (login[proof] & 0xFF);
    byte[] bare = new byte[proof + 1 + login.length - rest];
    System.arraycopy(login, 0, bare, 0, proof);
    System.arraycopy(login, rest, bare, proof + 1, login.length - rest);
    bare[1] &= ~(SSL >> 8);
    return bare;
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // the other direction has closed it
    }
  }

  private Socket opened(Socket socket) {
    open.add(socket);
    return socket;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket each : open) {
      each.close();
    }
  }

  /** One of the protocol's. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
  private record Packet(int number, byte[] body) {
    static Packet read(InputStream from) throws IOException {
      DataInputStream in = new DataInputStream(from);
      byte[] head = new byte[4];
      in.readFully(head);
      byte[] body = new byte[(head[0] & 0xFF) | ((head[1] & 0xFF) << 8) | ((head[2] & 0xFF) << 16)];
      in.readFully(body);
      return new Packet(head[3] & 0xFF, body);
    }

    void write(OutputStream to) throws IOException {
      int length = body.length;
      byte[] whole =
          Arrays.copyOf(
              new byte[] {
                (byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) number
              },
              4 + length);
      System.arraycopy(body, 0, whole, 4, length);
      to.write(whole);
      to.flush();
    }
  }
}
