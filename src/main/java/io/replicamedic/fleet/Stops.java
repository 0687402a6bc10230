package io.replicamedic.fleet;

import io.replicamedic.outside.AwsAccount;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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
   */
  record Observed(Optional<Instant> ranAt, Optional<Instant> stoppedAt) {
    private static final Observed NOTHING = new Observed(Optional.empty(), Optional.empty());

    boolean isStopped() {
      return stoppedAt.isPresent();
    }

    private Observed stopped(Instant at) {
      return isStopped() ? this : new Observed(ranAt, Optional.of(at));
    }
  }

  void runs(Replica replica, Instant at) {
    observed.put(replica, new Observed(Optional.of(at), Optional.empty()));
  }

  void stopped(Replica replica, Instant at) {
    observed.merge(replica, Observed.NOTHING.stopped(at), (before, _) -> before.stopped(at));
  }

  Optional<Observed> of(Replica replica) {
    return Optional.ofNullable(observed.get(replica));
  }
}
