package io.replicamedic.adapter.names;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.replicamedic.outside.Names;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Asks the machine's resolver, through the JVM's cache of names ({@code networkaddress.cache.ttl});
 * used wherever a plan needs the addresses of a source.
 */
public final class SystemNames implements Names {
  @Override
  public Set<String> addresses(String host) {
    if (host.isBlank()) {
      return Set.of(); // to the JVM an empty name is the loopback
    }
    try {
      return Stream.of(InetAddress.getAllByName(host))
          .map(SystemNames::withoutScope)
          .collect(toUnmodifiableSet());
    } catch (UnknownHostException e) {
      return Set.of();
    }
  }

  /** The JVM writes {@code fe80::1%eth0}: the zone says how this machine gets there. */
  private static String withoutScope(InetAddress address) {
    String text = address.getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }
}
