package io.replicamedic.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.outside.Databases;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.replication.Act;
import io.replicamedic.replication.Cause;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.Severity;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.replication.Tolerances;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;
import org.mockito.Mockito;

/** A source that was replaced, or configured, while the service was down for a day. */
class KnownSourcesTest {
  private static final String OTHER = "4e11fa47-71ca-11e1-9e33-c80aa9429562";
  private static final Endpoint ADDRESS = new Endpoint("source.example.net", 3306);
  private static final Instant NOW = Fleet.START.plus(Duration.ofDays(1));

  private final Clock clock = ((InstantSource) () -> NOW).withZone(ZoneOffset.UTC);
  private final Registry registry = new Registry(List.of(Fleet.replica("one")));
  private final MemoryHistory store = new MemoryHistory();
  private final ReplicaSession session = Mockito.mock(ReplicaSession.class);
  private final Databases databases = Mockito.mock(Databases.class);
  private List<Act> ours = List.of();

  @BeforeEach
  void another_server_answers_now() {
    Mockito.when(databases.openReplica(ArgumentMatchers.any())).thenReturn(session);
    Mockito.when(session.statuses()).thenReturn(List.of(Fleet.from(OTHER, NOW)));
    Mockito.when(session.recentFacts()).thenReturn(Fleet.FACTS);
    Mockito.when(session.recordedActs(ArgumentMatchers.any())).thenReturn(Optional.empty());
  }

  @Test
  void another_server_at_the_sources_address_is_told_after_the_start() {
    stored(0, channel(ADDRESS, Fleet.SOURCE));
    assertChanged(true);
  }

  @Test
  void that_it_could_not_be_read_at_last_hides_nothing_nor_that_it_had_not_connected_again() {
    stored(0, channel(ADDRESS, Fleet.SOURCE));
    stored(1, DiagnosisCode.UNREACHABLE);
    stored(2, channel(ADDRESS, ""));
    stored(3, DiagnosisCode.UNREACHABLE);
    assertChanged(true);
  }

  @Test
  void the_same_server_is_no_change_nor_is_one_at_another_address() {
    stored(0, channel(ADDRESS, OTHER));
    assertChanged(false);
    stored(1, channel(new Endpoint("another.example.net", 3306), Fleet.SOURCE));
    assertChanged(false);
  }

  @Test
  void a_channel_that_was_gone_since_was_configured_by_somebody() {
    stored(0, channel(ADDRESS, Fleet.SOURCE));
    stored(1, DiagnosisCode.NOT_CONFIGURED);
    stored(2, channel(ADDRESS, ""));
    assertChanged(false);
  }

  @Test
  void what_our_own_workflow_configured_is_none_however_long_ago() {
    stored(0, channel(ADDRESS, Fleet.SOURCE));
    ours = List.of(configured(60));
    assertChanged(false);
  }

  @Test
  void nor_is_what_somebody_configured_on_the_servers_record() {
    stored(0, channel(ADDRESS, Fleet.SOURCE));
    Mockito.when(session.recordedActs(Duration.ofDays(1)))
        .thenReturn(Optional.of(List.of(configured(60))));
    assertChanged(false);
  }

  @Test
  void nothing_is_known_of_whom_nothing_is_stored() {
    assertChanged(false);
  }

  private void assertChanged(boolean changed) {
    Latches latches = new Latches(new MemoryLatches(), clock);
    Replicas replicas =
        new Replicas(
            registry,
            databases,
            new Ours(),
            latches,
            reading -> {},
            new RdsKnowledge(registry),
            clock,
            Duration.ofMinutes(1),
            Tolerances.standard(),
            KnownSources.of(registry, store, clock));
    ReplicaReading reading = replicas.live("one");
    assertThat(reading.diagnosis().says(DiagnosisCode.SOURCE_IDENTITY_CHANGED)).isEqualTo(changed);
    assertThat(latches.of("one")).hasSize(changed ? 1 : 0);
    // Nor by what comes later.
    assertThat(replicas.live("one").diagnosis().says(DiagnosisCode.SOURCE_IDENTITY_CHANGED))
        .isEqualTo(changed);
  }

  private void stored(int minute, ChannelSummary channel) {
    stored(minute, DiagnosisCode.HEALTHY, channel);
  }

  private void stored(int minute, DiagnosisCode code, ChannelSummary... channels) {
    ReplicaState state =
        new ReplicaState(code, Severity.OK, Optional.empty(), List.of(), List.of(channels));
    Instant at = Fleet.START.plus(Duration.ofMinutes(minute));
    store.record(List.of(new StatusNote("one", at, state)));
  }

  private static ChannelSummary channel(Endpoint source, String uuid) {
    return new ChannelSummary(
        "",
        DiagnosisCode.HEALTHY,
        Optional.<Cause>empty(),
        List.of(),
        ThreadState.YES,
        ThreadState.YES,
        0,
        0,
        source,
        uuid);
  }

  private static Act configured(int minute) {
    return Act.on(
        "", Act.Kind.CONFIGURE, Fleet.START.plus(Duration.ofMinutes(minute)), "eve@10.0.0.9");
  }

  /** What a workflow of ours did. */
  private final class Ours implements RecentActs {
    @Override
    public List<Act> of(String database) {
      return List.of();
    }

    @Override
    public List<Act> configuredSince(String database, Instant from) {
      return ours.stream().filter(act -> act.at().isAfter(from)).toList();
    }
  }
}
