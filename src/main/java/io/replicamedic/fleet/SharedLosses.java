package io.replicamedic.fleet;

import io.replicamedic.outside.Database;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.ReplicationStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How many replicas of one source show a conflict after its failover: one suffices to suspect, two
 * are the signature of a source that came back without its last commits (incident 2).
 */
record SharedLosses(
    RdsKnowledge rds, Registry registry, Function<Database, Optional<ReplicaReading>> last) {
  private static final String FACT = "Replicas of that source with such a conflict";

  /** The same channel, its suspicion with all replicas that share it. */
  ChannelState strengthened(Database database, ChannelState channel) {
    if (!channel.diagnosis().says(DiagnosisCode.DURABILITY_LOSS_SUSPECTED)) {
      return channel;
    }
    Optional<String> source = name(database, channel.status());
    List<String> ids =
        Stream.concat(
                Stream.of(database.id()),
                registry.replicas().stream()
                    .filter(it -> !it.id().equals(database.id()))
                    .filter(it -> shows(it, source, channel.status()))
                    .map(Database::id))
            .toList();
    return new ChannelState(
        channel.status(),
        channel.diagnosis().knowing(FACT, ids.size() + ": " + String.join(", ", ids)),
        channel.compared());
  }

  private boolean shows(Database other, Optional<String> source, ReplicationStatus of) {
    return last.apply(other).stream()
        .flatMap(reading -> reading.channels().stream())
        .filter(
            it ->
                it.diagnosis().says(DiagnosisCode.APPLIER_DUPLICATE_KEY)
                    || it.diagnosis().says(DiagnosisCode.APPLIER_ROW_MISSING))
        .map(ChannelState::status)
        .anyMatch(
            it ->
                (!it.sourceUuid().isEmpty() && it.sourceUuid().equals(of.sourceUuid()))
                    || (source.isPresent() && name(other, it).equals(source)));
  }

  private Optional<String> name(Database database, ReplicationStatus status) {
    return rds.source(database, status).map(RdsSource::name);
  }
}
