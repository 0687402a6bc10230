package io.replicamedic.lab;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * As much of HTTP/1.1 as AWS's query protocol needs, on 127.0.0.1; used by {@link AwsEndpoint}. Its
 * own, because it must be able to close a connection instead of answering.
 */
final class QueryServer implements AutoCloseable {
  /**
   * One request.
   *
   * @param authorization empty when it has none
   * @param date X-Amz-Date, the moment of its signature; empty when it has none
   */
  record Request(String authorization, String date, String body) {}

  /** Answers a request; empty closes the connection without a word. */
  @FunctionalInterface
  interface Handler {
    Optional<Answer> answer(Request request);
  }

  private final ServerSocket listener;
  private final Handler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private QueryServer(ServerSocket listener, Handler handler) {
    this.listener = listener;
    this.handler = handler;
  }

  static QueryServer start(Handler handler) {
    try {
      var listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
      QueryServer server = new QueryServer(listener, handler);
      Thread.ofVirtual().name("aws endpoint").start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (true) {
      try {
        Socket client = listener.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(client.getInputStream());
      while (true) {
        Optional<Answer> answer = handler.answer(read(in, client.getOutputStream()));
        if (answer.isEmpty()) {
          return;
        }
        write(client.getOutputStream(), answer.get());
      }
    } catch (IOException e) {
      // the client has gone, perhaps without waiting for its answer
    } finally {
      open.remove(client);
    }
  }

  private static Request read(InputStream in, OutputStream out) throws IOException {
    if (!line(in).startsWith("POST ")) {
      throw new IOException("the query protocol posts forms");
    }
    Map<String, String> headers = new HashMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    if (headers.containsKey("expect")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new Request(
        headers.getOrDefault("authorization", ""),
        headers.getOrDefault("x-amz-date", ""),
        new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  /** One write, so that it is one packet. */
  private static void write(OutputStream out, Answer answer) throws IOException {
    byte[] body = answer.xml().getBytes(StandardCharsets.UTF_8);
    byte[] head =
        "HTTP/1.1 %d %s\r\nContent-Type: text/xml;charset=UTF-8\r\nContent-Length: %d\r\n\r\n"
            .formatted(answer.status(), answer.status() == 200 ? "OK" : "Error", body.length)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[head.length + body.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    out.write(whole);
    out.flush();
  }
}
