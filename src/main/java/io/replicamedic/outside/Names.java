package io.replicamedic.outside;

import java.util.Set;

/** Name resolution as this service sees it; a database may see other addresses. */
public interface Names {
  /** All addresses of a host, IPv4 and IPv6, as text; of a literal itself. Empty when unknown. */
  Set<String> addresses(String host);
}
