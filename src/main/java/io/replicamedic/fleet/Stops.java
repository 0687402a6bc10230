package io.replicamedic.fleet;

import io.replicamedic.outside.AwsAccount;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Since when replicas have been stopped, as far as our own readings tell. */
final class Stops {
  private final Map<Replica, Observed> observed = new ConcurrentHashMap<>();

  /** Identifiers of instances are unique within one account and region only. */
  record Replica(AwsAccount account, String instance) {}

  /**
   * What was seen of one replica.
   *
   * @param ranAt when it was last seen to run
   * @param stoppedAt when it was seen stopped first since then; empty while it runs
   * @param seenAt when it was looked at last
   */
  record Observed(Optional<Instant> ranAt, Optional<Instant> stoppedAt, Instant seenAt) {
    private static final Observed NOTHING =
        new Observed(Optional.empty(), Optional.empty(), Instant.MIN);

    boolean isStopped() {
      return stoppedAt.isPresent();
    }

    /** With what another observer knows of the time before: who looked last is right. */
    Observed or(Observed other) {
      Observed newer = other.seenAt().isAfter(seenAt) ? other : this;
      Optional<Instant> ran =
          Stream.of(this, other)
              .flatMap(it -> it.ranAt().stream())
              .filter(it -> newer.stoppedAt().filter(it::isAfter).isEmpty())
              .max(Comparator.naturalOrder());
      return new Observed(ran, newer.stoppedAt(), newer.seenAt());
    }

    private Observed runs(Instant at) {
      return new Observed(Optional.of(at), Optional.empty(), at);
    }

    private Observed stopped(Instant at) {
      return new Observed(ranAt, stoppedAt.or(() -> Optional.of(at)), at);
    }
  }

  void runs(Replica replica, Instant at) {
    see(replica, at, before -> before.runs(at));
  }

  void stopped(Replica replica, Instant at) {
    see(replica, at, before -> before.stopped(at));
  }

  /** What was read before the last look says nothing new. */
  private void see(Replica replica, Instant at, UnaryOperator<Observed> next) {
    observed.compute(
        replica,
        (_, known) -> {
          Observed before = known == null ? Observed.NOTHING : known;
          return at.isBefore(before.seenAt()) ? before : next.apply(before);
        });
  }

  Optional<Observed> of(Replica replica) {
    return Optional.ofNullable(observed.get(replica));
  }
}
