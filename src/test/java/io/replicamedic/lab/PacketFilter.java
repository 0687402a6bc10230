package io.replicamedic.lab;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * The network ACL of a subnet as it is at this moment: stateless, asked for every piece of a flow;
 * the {@link Firewall}'s. A verdict rests on a reading that ended at most {@link #FRESH} before, so
 * that a flow asks the cloud about 20 times a second and an idle one not at all.
 */
final class PacketFilter {
  static final Duration FRESH = Duration.ofMillis(50);

  private final CloudReader cloud;
  private final String networkInterface;
  private String subnet = "";
  private List<Cloud.Entry> entries = List.of();
  private long readAt;

  PacketFilter(CloudReader cloud, String networkInterface) {
    this.cloud = cloud;
    this.networkInterface = networkInterface;
  }

  /** Whether a TCP packet to there leaves the interface's subnet. */
  synchronized boolean allows(InetSocketAddress to) {
    if (entries.isEmpty() || System.nanoTime() - readAt > FRESH.toNanos()) {
      read();
    }
    return allows(entries, to);
  }

  /** The first entry that matches decides, by number; AWS's last one denies. */
  static boolean allows(List<Cloud.Entry> inOrder, InetSocketAddress to) {
    for (Cloud.Entry entry : inOrder) {
      if (matches(entry, to)) {
        return entry.action().equals("allow");
      }
    }
    return false;
  }

  /** The ACL may be another one each time, the subnet of an interface never is. */
  private void read() {
    entries = List.of(); // should it fail, nothing old decides
    if (subnet.isEmpty()) {
      subnet = cloud.subnetOf(networkInterface);
    }
    entries = cloud.aclEntriesOf(subnet);
    readAt = System.nanoTime();
  }

  private static boolean matches(Cloud.Entry entry, InetSocketAddress to) {
    boolean anything = entry.protocol().equals("-1");
    boolean tcp =
        entry.protocol().equals("6")
            && entry.fromPort() <= to.getPort()
            && to.getPort() <= entry.toPort();
    return (anything || tcp) && new Block(entry.block()).contains(to.getAddress());
  }
}
