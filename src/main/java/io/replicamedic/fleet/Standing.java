package io.replicamedic.fleet;

import io.replicamedic.outside.Database;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.Lag;
import io.replicamedic.replication.Severity;
import java.time.Duration;
import java.util.Optional;

/**
 * One replica and its last reading; a line of a list.
 *
 * @param reading empty before the first one
 */
public record Standing(Database database, Optional<ReplicaReading> reading) {
  /** What is wrong with it; empty before the first reading. */
  public Optional<Diagnosis> diagnosis() {
    return reading.map(ReplicaReading::diagnosis);
  }

  /** How much that matters. */
  public Optional<Severity> severity() {
    return diagnosis().map(Diagnosis::severity);
  }

  /** Its worst channel; empty when none is known. */
  public Optional<ChannelState> channel() {
    return reading.flatMap(ReplicaReading::worst);
  }

  /** How far that channel is behind; empty when nothing says so. */
  public Optional<Duration> behind() {
    return channel().flatMap(it -> Lag.of(it.status()).behind());
  }
}
