package io.replicamedic.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Lets a process's new connections out as its network interface's egress rules say at that moment,
 * and its packets as the network ACL of the interface's subnet says at that moment, both read from
 * the cloud; made by {@link Lab} for its replica. Others' connections pass. Established ones live
 * on whatever becomes of the rules, as tracked connections do on AWS, and stall while the ACL
 * denies them: what the source sends is not heard either, since nobody acknowledges it.
 *
 * <p>Decides in its own, plain way: it is the oracle for the product's arithmetic.
 */
public final class Firewall implements Wall, AutoCloseable {
  private final CloudReader cloud;
  private final PacketFilter packets;
  private final String networkInterface;
  private final LongSupplier process;
  private final Uncovered uncovered;
  private final AtomicInteger stopped = new AtomicInteger();
  private final List<String> failures = new ArrayList<>();

  /** {@code process} is asked anew for each connection: servers are started again. */
  Firewall(URI cloud, String networkInterface, LongSupplier process, Uncovered uncovered) {
    this.cloud = new CloudReader(cloud);
    this.packets = new PacketFilter(this.cloud, networkInterface);
    this.networkInterface = networkInterface;
    this.process = process;
    this.uncovered = uncovered;
  }

  /** New connections of the process that no rule covered or the ACL denied, so far. */
  public int stopped() {
    return stopped.get();
  }

  /** Why it could not decide; it was treated as not allowed. */
  public synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public Verdict judge(Socket client, InetSocketAddress door) {
    try {
      if (!Peer.isProcess(process.getAsLong(), client)) {
        return Verdict.PASS;
      }
      if (isCovered(door) && packets.allows(door)) {
        return Verdict.WATCHED;
      }
    } catch (IOException | RuntimeException e) {
      failed(e);
    }
    stopped.incrementAndGet();
    return uncovered.verdict();
  }

  @Override
  public boolean letsThrough(InetSocketAddress door) {
    try {
      return packets.allows(door);
    } catch (RuntimeException e) {
      failed(e);
      return false;
    }
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

  /** By one of the rules of all groups that the interface has now. */
  private boolean isCovered(InetSocketAddress door) {
    for (Cloud.Rule rule : cloud.egressRules(cloud.groupsOf(networkInterface))) {
      if (covers(rule, blocks(rule), door)) {
        return true;
      }
    }
    return false;
  }

  /** Where a rule leads now. */
  private List<String> blocks(Cloud.Rule rule) {
    String target = rule.cidr();
    if (target.startsWith("pl-")) {
      return cloud.blocksOf(target);
    }
    if (target.startsWith("sg-")) {
      return cloud.addressesWith(target).stream().map(address -> address + "/32").toList();
    }
    return List.of(target);
  }

  /** Whether TCP to that address and port is allowed by this rule alone, which leads to blocks. */
  static boolean covers(Cloud.Rule rule, List<String> blocks, InetSocketAddress to) {
    boolean anything = rule.protocol().equals("-1");
    boolean anyPort = rule.fromPort() == -1 && rule.toPort() == -1;
    boolean tcp = rule.protocol().equals("tcp") || rule.protocol().equals("6");
    if (!anything && !tcp) {
      return false;
    }
    if (!anything && !anyPort && (to.getPort() < rule.fromPort() || to.getPort() > rule.toPort())) {
      return false;
    }
    for (String block : blocks) {
      if (new Block(block).contains(to.getAddress())) {
        return true;
      }
    }
    return false;
  }

  private synchronized void failed(Exception e) {
    failures.add(e.toString());
  }
}
