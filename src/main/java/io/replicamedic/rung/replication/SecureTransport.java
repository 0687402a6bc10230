package io.replicamedic.rung.replication;

import io.replicamedic.outside.RegisteredSource;
import java.util.Set;

/**
 * The caching_sha2 trap: without TLS such an account gets in only while the source's cache is warm,
 * and the procedures never set GET_SOURCE_PUBLIC_KEY (domain.md 2).
 */
final class SecureTransport {
  /** Authentication requires a secure connection. */
  static final int ERRNO = 2061;

  static final String ADVICE =
      "register the source with ssl: true, or give the account another plugin; a cold cache would"
          + " leave the receiver Connecting with error 2061";

  private static final Set<String> NEEDS_TLS = Set.of("caching_sha2_password", "sha256_password");

  private SecureTransport() {}

  static boolean needsIt(String plugin) {
    return NEEDS_TLS.contains(plugin);
  }

  static String adviceFor(RegisteredSource source, String plugin) {
    return source.ssl() || !needsIt(plugin) ? "" : "; " + ADVICE;
  }
}
