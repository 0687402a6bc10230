package io.replicamedic.packets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A host's programs, in a process of its own inside a namespace: echo servers, and a client that is
 * told by lines what to try and answers each with a line. Started by {@link Post}; ends with its
 * input. Uses nothing but the JDK.
 */
final class Station {
  static final String REACHED = "reached";

  /** Nothing came back; for what is dropped at the sender, also that the kernel said so. */
  static final String SILENT = "silent";

  private static final int PATIENCE_MILLIS = 400;
  private static final int LONG_MILLIS = 10_000;
  private static final byte WORD = 'w';

  private Socket held = new Socket();

  private Station() {}

  /** Line by line. */
  static void main() throws IOException {
    Station station = new Station();
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      String answer;
      try {
        answer = station.answer(line.split(" "));
      } catch (IOException | InterruptedException | ExecutionException e) {
        answer = e.toString();
      }
      System.out.println(answer);
    }
  }

  private String answer(String[] words)
      throws IOException, InterruptedException, ExecutionException {
    return switch (words[0]) {
      case "serve" -> serve(words[1], Integer.parseInt(words[2]));
      case "try" -> tryAll(Arrays.asList(words).subList(1, words.length));
      case "hold" -> hold(words[1], Integer.parseInt(words[2]));
      case "say" -> say();
      case "hear" -> hear(PATIENCE_MILLIS);
      case "wait" -> hear(LONG_MILLIS);
      default -> throw new IOException("unknown: " + words[0]);
    };
  }

  private static String serve(String address, int port) throws IOException {
    ServerSocket door = new ServerSocket(port, 50, InetAddress.ofLiteral(address));
    DatagramSocket box = new DatagramSocket(port, InetAddress.ofLiteral(address));
    Thread.ofVirtual().start(() -> echoStreams(door));
    Thread.ofVirtual().start(() -> echoDatagrams(box));
    return "serving";
  }

  private static void echoStreams(ServerSocket door) {
    while (true) {
      try {
        Socket client = door.accept();
        Thread.ofVirtual().start(() -> echo(client));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // the client is gone
    }
  }

  private static void echoDatagrams(DatagramSocket box) {
    DatagramPacket packet = new DatagramPacket(new byte[1], 1);
    while (true) {
      try {
        box.receive(packet);
        box.send(packet);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** All at once, since what is dropped takes its time; answers in the same order. */
  private static String tryAll(List<String> targets)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> all =
          targets.stream().map(each -> threads.submit(() -> attempt(each.split("/")))).toList();
      StringBuilder answers = new StringBuilder();
      for (Future<String> each : all) {
        answers.append(each.get()).append('|');
      }
      return answers.toString();
    }
  }

  private static String attempt(String[] target) {
    try {
      InetAddress address = InetAddress.ofLiteral(target[1]);
      return switch (target[0]) {
        case "tcp" -> stream(address, Integer.parseInt(target[2]));
        case "udp" -> datagram(address, Integer.parseInt(target[2]));
        // As root a true echo request; with IPv4 alone, Java never tries TCP instead.
        case "icmp" -> address.isReachable(PATIENCE_MILLIS) ? REACHED : SILENT;
        default -> throw new IOException("unknown: " + target[0]);
      };
    } catch (SocketTimeoutException e) {
      return SILENT;
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).contains("Operation not permitted")
          ? SILENT
          : e.toString();
    }
  }

  private static String stream(InetAddress address, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
      socket.getOutputStream().write(WORD);
      return socket.getInputStream().read() == WORD ? REACHED : "something else came back";
    }
  }

  private static String datagram(InetAddress address, int port) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.send(new DatagramPacket(new byte[] {WORD}, 1, address, port));
      DatagramPacket back = new DatagramPacket(new byte[1], 1);
      socket.receive(back);
      return back.getData()[0] == WORD ? REACHED : "something else came back";
    }
  }

  private String hold(String address, int port) throws IOException {
    held.close();
    held = new Socket();
    held.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), PATIENCE_MILLIS);
    held.setTcpNoDelay(true);
    return "held";
  }

  private String say() throws IOException {
    held.getOutputStream().write(WORD);
    return "said";
  }

  private String hear(int millis) throws IOException {
    held.setSoTimeout(millis);
    try {
      return held.getInputStream().read() == WORD ? REACHED : "it was ended";
    } catch (SocketTimeoutException e) {
      return SILENT;
    }
  }
}
