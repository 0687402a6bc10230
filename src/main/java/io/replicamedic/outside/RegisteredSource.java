package io.replicamedic.outside;

import io.replicamedic.replication.Endpoint;
import java.util.Optional;
import java.util.Set;

/**
 * The source that a replica should replicate from, as an operator registered it.
 *
 * @param asDatabase address that the database is to be configured with
 * @param asService address at which this service reaches the same server (often the same)
 * @param replication replication account, used by the database and by our pre-flight
 * @param ssl whether replication goes over TLS (the procedures' ssl_encryption argument)
 * @param tls how our own sessions to it are encrypted: with ssl or without, as replication is, and
 *     no less verified
 * @param databaseOnly registered as reachable from the database only: our pre-flight may then be
 *     unreadable, which a person must accept at a gate
 * @param addresses further addresses that the database may resolve its name to, as text
 * @param aws what the RDS API calls it, for its failovers; empty when RDS does not know it, or when
 *     its address tells
 * @param account as whom and where AWS is asked about it
 */
public record RegisteredSource(
    Endpoint asDatabase,
    Endpoint asService,
    Credentials replication,
    boolean ssl,
    Tls tls,
    boolean databaseOnly,
    Set<String> addresses,
    Optional<AwsIdentity> aws,
    AwsAccount account) {
  /** Immutable. */
  public RegisteredSource {
    addresses = Set.copyOf(addresses);
  }

  /** One of which RDS is said to know nothing. */
  public RegisteredSource(
      Endpoint asDatabase,
      Endpoint asService,
      Credentials replication,
      boolean ssl,
      Tls tls,
      boolean databaseOnly,
      Set<String> addresses) {
    this(
        asDatabase,
        asService,
        replication,
        ssl,
        tls,
        databaseOnly,
        addresses,
        Optional.empty(),
        AwsAccount.OWN);
  }

  /** The same; its certificate is not verified, as replication does not verify it either. */
  public RegisteredSource(
      Endpoint asDatabase,
      Endpoint asService,
      Credentials replication,
      boolean ssl,
      boolean databaseOnly,
      Set<String> addresses) {
    this(
        asDatabase,
        asService,
        replication,
        ssl,
        ssl ? Tls.REQUIRED : Tls.DISABLED,
        databaseOnly,
        addresses);
  }
}
