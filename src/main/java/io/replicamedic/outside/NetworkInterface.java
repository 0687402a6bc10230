package io.replicamedic.outside;

import java.util.Set;

/**
 * An elastic network interface.
 *
 * @param id {@code eni-…}
 * @param description AWS's or its owner's: {@code RDSNetworkInterface}
 * @param vpc {@code vpc-…}
 * @param subnet {@code subnet-…}
 * @param addresses private IPv4 and IPv6 addresses
 * @param groups security groups that it has
 */
public record NetworkInterface(
    String id,
    String description,
    String vpc,
    String subnet,
    Set<String> addresses,
    Set<String> groups) {
  /** Immutable. */
  public NetworkInterface {
    addresses = Set.copyOf(addresses);
    groups = Set.copyOf(groups);
  }
}
