package io.replicamedic.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Lets a process's new connections out as its network interface's egress rules say at that moment,
 * read from the cloud; made by {@link Lab} for its replica. Others' connections pass, and so do
 * established ones whatever becomes of the rules, as tracked connections do on AWS.
 *
 * <p>Decides in its own, plain way: it is the oracle for the product's arithmetic.
 */
public final class Firewall implements Wall, AutoCloseable {
  private final CloudReader cloud;
  private final String networkInterface;
  private final LongSupplier process;
  private final Uncovered uncovered;
  private final AtomicInteger stopped = new AtomicInteger();
  private final List<String> failures = new ArrayList<>();

  /** {@code process} is asked anew for each connection: servers are started again. */
  Firewall(URI cloud, String networkInterface, LongSupplier process, Uncovered uncovered) {
    this.cloud = new CloudReader(cloud);
    this.networkInterface = networkInterface;
    this.process = process;
    this.uncovered = uncovered;
  }

  /** Connections of the process that no rule covered, so far. */
  public int stopped() {
    return stopped.get();
  }

  /** Why it could not decide; such a connection was treated as uncovered. */
  public synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public Verdict judge(Socket client, InetSocketAddress door) {
    try {
      if (!Peer.isProcess(process.getAsLong(), client)) {
        return Verdict.PASS;
      }
      List<Cloud.Rule> rules = cloud.egressRules(cloud.groupsOf(networkInterface));
      for (Cloud.Rule rule : rules) {
        if (covers(rule, door)) {
          return Verdict.PASS;
        }
      }
    } catch (IOException | RuntimeException e) {
      failed(e);
    }
    stopped.incrementAndGet();
    return uncovered.verdict();
  }

  /**
   * Ends its connection to the cloud.
   *
   * @throws AssertionError when it could not decide at some time: the test has proved nothing
   */
  @Override
  public void close() {
    List<String> all = failures();
    cloud.close();
    if (!all.isEmpty()) {
      throw new AssertionError("the lab's firewall could not decide: " + all);
    }
  }

  /** Whether TCP to that address and port is allowed by this rule alone. */
  static boolean covers(Cloud.Rule rule, InetSocketAddress to) {
    boolean anything = rule.protocol().equals("-1");
    boolean anyPort = rule.fromPort() == -1 && rule.toPort() == -1;
    boolean tcp = rule.protocol().equals("tcp") || rule.protocol().equals("6");
    if (!anything && !tcp) {
      return false;
    }
    if (!anything && !anyPort && (to.getPort() < rule.fromPort() || to.getPort() > rule.toPort())) {
      return false;
    }
    if (rule.cidr().contains(":")) {
      return false; // IPv6, which nobody here speaks
    }
    return contains(rule, bits(to.getAddress()));
  }

  /** Compares digits of the two addresses in base two, from the left. */
  private static boolean contains(Cloud.Rule rule, String address) {
    int slash = rule.cidr().indexOf('/');
    if (slash < 0) {
      throw new IllegalStateException("cannot judge where " + rule + " leads");
    }
    String network = bits(InetAddress.ofLiteral(rule.cidr().substring(0, slash)));
    int length = Integer.parseInt(rule.cidr().substring(slash + 1));
    return address.substring(0, length).equals(network.substring(0, length));
  }

  private static String bits(InetAddress address) {
    StringBuilder bits = new StringBuilder();
    for (byte part : address.getAddress()) {
      bits.append(Integer.toBinaryString((part & 0xff) + 0x100).substring(1));
    }
    return bits.toString();
  }

  private synchronized void failed(Exception e) {
    failures.add(e.toString());
  }
}
