package io.replicamedic.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.outside.Database;
import io.replicamedic.replication.Diagnostician;
import io.replicamedic.replication.Expected;
import io.replicamedic.replication.Failover;
import io.replicamedic.replication.Observation;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One replica suffices to suspect; how many there are is said. */
class SharedLossesTest {
  private static final Instant NOW = Fleet.START;
  private static final Failover FAILOVER = new Failover(NOW.minusSeconds(60), "moved");
  private static final String FACT = "Replicas of that source with such a conflict";

  private final Registry registry =
      new Registry(List.of(Fleet.replica("a"), Fleet.replica("b"), Fleet.replica("c")));

  @Test
  void replicas_of_the_same_source_with_such_a_conflict_are_counted_and_named() {
    Map<String, ReplicaReading> last =
        Map.of("b", reading("b", 1032), "c", reading("c", 0), "a", reading("a", 1062));
    assertThat(strengthened(last).diagnosis().evidence()).containsEntry(FACT, "2: a, b");
  }

  @Test
  void alone_it_says_so() {
    assertThat(strengthened(Map.of()).diagnosis().evidence()).containsEntry(FACT, "1: a");
  }

  private ChannelState strengthened(Map<String, ReplicaReading> last) {
    return new SharedLosses(
            new RdsKnowledge(registry),
            registry,
            (Database it) -> Optional.ofNullable(last.get(it.id())))
        .strengthened(Fleet.replica("a"), state(1062, List.of(FAILOVER)));
  }

  private static ReplicaReading reading(String id, int errno) {
    return ReplicaReading.of(
        id,
        Fleet.FACTS,
        List.of(state(errno, List.of())),
        Expected.SOURCE,
        NOW,
        Duration.ofMillis(1));
  }

  private static ChannelState state(int errno, List<Failover> failovers) {
    ReplicationStatus status = Conflicted.by(errno, NOW);
    return new ChannelState(
        status, Diagnostician.diagnose(Observation.of(new Seen.Channel(status)).since(failovers)));
  }
}
