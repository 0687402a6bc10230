package io.replicamedic.fleet;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.ServerFacts;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.Diagnostician;
import io.replicamedic.replication.Expected;
import io.replicamedic.replication.Observation;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.replication.Seen;
import io.replicamedic.replication.Severity;
import io.replicamedic.replication.Tolerances;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One reading of a replica with its diagnosis.
 *
 * @param server empty when it could not be read
 * @param channels all that are configured, in the server's order
 * @param diagnosis of the worst channel; of the whole when there is none
 * @param readAt when it was read, or could not be
 * @param took how long that took
 * @param rds what the RDS API had said by then; empty when it knows nothing of it
 */
public record ReplicaReading(
    String database,
    Optional<ServerFacts> server,
    List<ChannelState> channels,
    Diagnosis diagnosis,
    Instant readAt,
    Duration took,
    Optional<RdsSays> rds) {

  /** Immutable. */
  public ReplicaReading {
    channels = List.copyOf(channels);
  }

  /** One of which RDS knows nothing. */
  public ReplicaReading(
      String database,
      Optional<ServerFacts> server,
      List<ChannelState> channels,
      Diagnosis diagnosis,
      Instant readAt,
      Duration took) {
    this(database, server, channels, diagnosis, readAt, took, Optional.empty());
  }

  /**
   * Of a server that answered.
   *
   * @param expected what it should have, which tells what having no channel means
   */
  static ReplicaReading of(
      String database,
      ServerFacts server,
      List<ChannelState> channels,
      Expected expected,
      Instant readAt,
      Duration took) {
    Diagnosis worst =
        worst(channels)
            .map(ChannelState::diagnosis)
            .orElseGet(() -> Diagnostician.withoutChannel(expected));
    return new ReplicaReading(
        database, Optional.of(server), channels, worst, readAt, took, Optional.empty());
  }

  /** What it is: the RDS API's word goes before the registered one. */
  public ReplicationKind kind(Database registered) {
    return rds.flatMap(RdsSays::facts).map(RdsFacts::kind).orElse(registered.kind());
  }

  /** The channel that is worst off; empty when there is none. */
  Optional<ChannelState> worst() {
    return worst(channels);
  }

  private static Optional<ChannelState> worst(List<ChannelState> channels) {
    Comparator<ChannelState> bySeverity = Comparator.comparing(it -> it.diagnosis().severity());
    return channels.stream().min(bySeverity.reversed().thenComparing(it -> it.diagnosis().code()));
  }

  /** Of one that did not. */
  static ReplicaReading unreadable(String database, Seen.Unreadable why, Duration took) {
    Diagnosis diagnosis = Diagnostician.diagnose(Observation.of(why));
    return new ReplicaReading(
        database, Optional.empty(), List.of(), diagnosis, why.at(), took, Optional.empty());
  }

  /** With channels that are registered and not there: others that are well do not hide that. */
  ReplicaReading lacking(List<String> registered) {
    List<String> gone =
        registered.stream()
            .filter(name -> channels.stream().noneMatch(it -> it.status().channel().equals(name)))
            .sorted()
            .toList();
    return gone.isEmpty() || channels.isEmpty() || diagnosis.severity() == Severity.CRITICAL
        ? this
        : new ReplicaReading(
            database, server, channels, Diagnostician.withoutChannels(gone), readAt, took, rds);
  }

  /** With what the RDS API said. */
  ReplicaReading told(Optional<RdsSays> said) {
    return new ReplicaReading(database, server, channels, diagnosis, readAt, took, said);
  }

  /** The same, told at a later moment: what is too old says nothing of then. */
  ReplicaReading toldAt(Instant moment, Tolerances tolerances) {
    return Diagnostician.stale(readAt, moment, tolerances)
        .map(stale -> new ReplicaReading(database, server, channels, stale, readAt, took, rds))
        .orElse(this);
  }
}
