package io.replicamedic.adapter.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Takes webhooks on a free port and answers as told; keeps what came. Used by tests. */
public final class Receiver implements AutoCloseable {
  /** What came; a missing header is empty. */
  public record Call(
      String method, String id, String timestamp, String signature, String type, String body) {}

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Queue<Integer> answers = new ArrayDeque<>();
  private final CountDownLatch silent = new CountDownLatch(1);
  private int usual = 204;
  private volatile boolean dumb;

  /** Answers 204 until told otherwise. */
  public Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  /** Where it listens. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook?team=dba");
  }

  /** What came so far. */
  public List<Call> calls() {
    return calls;
  }

  /** Answers the next calls so. */
  public synchronized void answer(int... statuses) {
    for (int status : statuses) {
      answers.add(status);
    }
  }

  /** Answers all further calls so. */
  public synchronized void answerAlways(int status) {
    usual = status;
  }

  /** Takes calls and never answers. */
  public void fallSilent() {
    dumb = true;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      calls.add(
          new Call(
              exchange.getRequestMethod() + " " + exchange.getRequestURI(),
              header(exchange, "webhook-id"),
              header(exchange, "webhook-timestamp"),
              header(exchange, "webhook-signature"),
              header(exchange, "Content-Type"),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      if (dumb) {
        silent.await();
        return;
      }
      exchange.getResponseHeaders().set("Location", url() + "&redirected");
      exchange.sendResponseHeaders(next(), -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized int next() {
    Integer told = answers.poll();
    return told == null ? usual : told;
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  @Override
  public void close() {
    silent.countDown();
    server.stop(0);
    if (server.getExecutor() instanceof AutoCloseable threads) {
      try {
        threads.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
