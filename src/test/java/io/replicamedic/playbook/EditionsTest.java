package io.replicamedic.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.fleet.Conflicted;
import io.replicamedic.fleet.Fleet;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.FleetMemory;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.workflow.Order;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** What a version before named channels and positions may carry on. */
class EditionsTest {
  private static final Database REPLICA = Fleet.replica("one");
  private static final ReplicationStatus BY_GTID =
      Conflicted.by(0, Instant.parse("2026-11-27T12:00:00Z"));

  private final FleetMemory memory = Mockito.mock(FleetMemory.class);
  private final Editions editions = new Editions(memory);

  @BeforeEach
  void defaultChannelByGtid() {
    assertThat(BY_GTID.autoPosition()).isTrue();
    lately(Optional.of(BY_GTID));
  }

  @Test
  void what_it_understands_whole() {
    assertThat(name(Map.of())).isEqualTo("unstick");
    assertThat(name(Map.of("channel", "", "position", "auto", "reconfigure", "always")))
        .isEqualTo("unstick");
  }

  @Test
  void neither_a_named_channel_nor_a_position() {
    assertThat(name(Map.of("channel", "legacy"))).isEqualTo("unstick@2");
    assertThat(name(Map.of("position", "binlog.000002:157"))).isEqualTo("unstick@2");
    assertThat(name(Map.of("position", "file"))).isEqualTo("unstick@2");
  }

  @Test
  void nor_a_default_channel_that_is_not_known_to_replicate_by_gtid() {
    lately(Optional.empty());
    assertThat(name(Map.of())).isEqualTo("unstick@2");
    ReplicationStatus byPosition = Mockito.mock(ReplicationStatus.class);
    Mockito.when(byPosition.autoPosition()).thenReturn(false);
    lately(Optional.of(byPosition));
    assertThat(name(Map.of())).isEqualTo("unstick@2");
  }

  private void lately(Optional<ReplicationStatus> status) {
    Mockito.when(memory.lately(REPLICA, "")).thenReturn(status);
  }

  private String name(Map<String, String> parameters) {
    return editions.nameFor(new Order("unstick", "one", "sre", "stuck", "", parameters), REPLICA);
  }
}
