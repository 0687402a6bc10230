package io.replicamedic.outside;

import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationKind;
import java.util.Map;
import java.util.Optional;

/**
 * One registered server; a replica is a database with a source.
 *
 * @param id short stable name, used in URLs, claims and lock names ([a-z0-9-], at most 40)
 * @param engine what it is said to be (aurora-mysql, mysql); informational
 * @param admin the account that may call the mysql.rds_* procedures
 * @param tls how our own sessions to it are encrypted
 * @param aws what the RDS API calls it; empty when its network is none of our business
 * @param account as whom and where AWS is asked about it
 * @param sources where each channel should replicate from, by its name; "" is the default channel
 */
public record Database(
    String id,
    String engine,
    ReplicationKind kind,
    Endpoint endpoint,
    Credentials admin,
    Tls tls,
    Optional<AwsIdentity> aws,
    AwsAccount account,
    Map<String, RegisteredSource> sources) {
  /** Immutable. */
  public Database {
    sources = Map.copyOf(sources);
  }

  /**
   * One that replicates over its default channel, or not at all, and that AWS is asked about where
   * and as what the SDK finds by itself.
   */
  public Database(
      String id,
      String engine,
      ReplicationKind kind,
      Endpoint endpoint,
      Credentials admin,
      Tls tls,
      Optional<AwsIdentity> aws,
      Optional<RegisteredSource> source) {
    this(
        id,
        engine,
        kind,
        endpoint,
        admin,
        tls,
        aws,
        AwsAccount.OWN,
        source.map(its -> Map.of("", its)).orElse(Map.of()));
  }

  /** The default channel's source. */
  public Optional<RegisteredSource> source() {
    return source("");
  }

  /** The source of the channel with that name. */
  public Optional<RegisteredSource> source(String channel) {
    return Optional.ofNullable(sources.get(channel));
  }
}
