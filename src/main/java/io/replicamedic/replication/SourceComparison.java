package io.replicamedic.replication;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A replica's GTID sets beside its source's; asked by the rules, and told in a status with the
 * times of both readings as proof.
 *
 * @param source as it was read
 * @param replicaReadAt the last reading of the replica before that of the source; empty when there
 *     is none, and then nothing is proven errant
 * @param errant transactions that were here then and not on the source after, nor on another
 *     channel's
 * @param own those of them under the replica's own server_uuid: written here, by whomever
 * @param purgedAndMissing purged on the source, and neither executed nor received here
 */
public record SourceComparison(
    SourceReading source,
    Optional<Instant> replicaReadAt,
    GtidSet errant,
    GtidSet own,
    GtidSet purgedAndMissing) {
  /**
   * A source is read before the replica is judged by it: a time after that is no more than the
   * length of one reading, or our clock was set back in between, and then the order is not known.
   */
  private static final Duration ONE_READING = Duration.ofSeconds(5);

  /** Empty when the source was not, or cannot be, read. */
  public static Optional<SourceComparison> of(Observation observation) {
    return observation.seen() instanceof Seen.Channel(ReplicationStatus now)
        ? observation.source().map(source -> of(observation, now, source))
        : Optional.empty();
  }

  private static SourceComparison of(
      Observation observation, ReplicationStatus now, SourceReading source) {
    Optional<ReplicationStatus> before = before(observation, now, source);
    GtidSet onSources =
        observation.elsewhere().stream()
            .flatMap(List::stream)
            .map(SourceReading::executed)
            .reduce(source.executed(), GtidSet::union);
    GtidSet errant =
        before.map(then -> then.executed().subtract(onSources)).orElse(GtidSet.empty());
    // What is received already need not be sent again.
    GtidSet here = now.executed().union(now.retrieved());
    return new SourceComparison(
        source,
        before.map(ReplicationStatus::readAt),
        errant,
        observation.self().map(self -> errant.ofUuid(self.uuid())).orElse(GtidSet.empty()),
        source.purged().subtract(here));
  }

  // What came over another channel is errant to this source and to nobody else: all of them are
  // needed, each read after the replica.
  private static Optional<ReplicationStatus> before(
      Observation observation, ReplicationStatus now, SourceReading source) {
    if (observation.elsewhere().isEmpty()) {
      return Optional.empty();
    }
    List<Instant> readAt =
        Stream.concat(Stream.of(source), observation.elsewhere().get().stream())
            .map(SourceReading::readAt)
            .sorted()
            .toList();
    return readAt.getLast().isAfter(now.readAt().plus(ONE_READING))
        ? Optional.empty()
        : Stream.concat(observation.earlier().stream(), Stream.of(now))
            .filter(then -> !then.readAt().isAfter(readAt.getFirst()))
            .reduce((_, later) -> later);
  }
}
