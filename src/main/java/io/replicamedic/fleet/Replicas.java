package io.replicamedic.fleet;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.Diagnostician;
import io.replicamedic.replication.ReplicationStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads replicas' status live, and remembers the last reading so that a crowd asking for one
 * replica does not become a crowd of connections. Called by web.
 */
public final class Replicas {
  private final Registry registry;
  private final Databases databases;
  private final Clock clock;
  private final Duration freshFor;
  private final Map<String, ReplicaReading> last = new ConcurrentHashMap<>();

  /**
   * Wired once.
   *
   * @param freshFor how old a reading may be before it is read anew even when not asked to
   */
  public Replicas(Registry registry, Databases databases, Clock clock, Duration freshFor) {
    this.registry = registry;
    this.databases = databases;
    this.clock = clock;
    this.freshFor = freshFor;
  }

  /**
   * The replica's status, at most {@code freshFor} old.
   *
   * @throws UnknownDatabase when it is not registered
   * @throws io.replicamedic.outside.DatabaseUnreachable when it cannot be read
   */
  public ReplicaReading recent(String id) {
    Database database = registry.require(id);
    ReplicaReading known = last.get(id);
    return known != null && known.readAt().plus(freshFor).isAfter(clock.instant())
        ? known
        : read(database);
  }

  /** The replica's status, read now; throws as {@link #recent}. */
  public ReplicaReading live(String id) {
    return read(registry.require(id));
  }

  /** How old a reading is. */
  public Duration age(ReplicaReading reading) {
    return Duration.between(reading.readAt(), clock.instant());
  }

  private ReplicaReading read(Database database) {
    Instant begin = clock.instant();
    try (ReplicaSession session = databases.openReplica(database)) {
      Optional<ReplicationStatus> status = session.status("");
      Optional<ReplicationStatus> earlier =
          Optional.ofNullable(last.get(database.id())).flatMap(ReplicaReading::status);
      Diagnosis diagnosis = Diagnostician.diagnose(status, earlier);
      Instant end = clock.instant();
      ReplicaReading reading =
          new ReplicaReading(database.id(), status, diagnosis, end, Duration.between(begin, end));
      last.put(database.id(), reading);
      return reading;
    }
  }
}
