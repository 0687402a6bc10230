package io.replicamedic.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicamedic.replication.Act;
import io.replicamedic.replication.Cause;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Latch;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.replication.Tolerances;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What holds of a replica's sources although later readings do not tell it. */
class LatchesTest {
  private static final String LOST_TAIL = "Replica has more GTIDs than the source has";
  private static final String OTHER = "4e11fa47-71ca-11e1-9e33-c80aa9429562";

  private final MemoryLatches store = new MemoryLatches();
  private Instant now = at(0);
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private Latches latches = new Latches(store, clock);
  private Past past = Past.NONE;

  @Test
  void a_source_that_lost_its_tail_is_never_forgotten_whatever_came_before_and_after() {
    // An outage long before, then the refusal, a reset, and a start that reads well for ever.
    for (int minute = 0; minute < 60; minute++) {
      read(status(ThreadState.CONNECTING, 2003, "", minute));
    }
    read(lost(60));
    past = past.after(List.of());
    for (int minute = 61; minute < 1000; minute++) {
      read(healthy(minute));
    }
    assertLost(read(healthy(1000)));
  }

  @Test
  void it_is_known_after_a_restart_and_to_another_instance() {
    read(lost(1));
    latches.refresh();
    restart();
    assertLost(read(healthy(5000)));
  }

  @Test
  void it_is_kept_while_the_store_is_away_and_written_when_it_is_back() {
    Latches away = new Latches(new AwayStore(), clock);
    away.see("one", List.of(latch(1)));
    assertThatThrownBy(away::refresh).isInstanceOf(IllegalStateException.class);
    assertThat(away.of("one")).hasSize(1);
    assertThat(away.isWaiting()).isTrue();
  }

  @Test
  void once_a_person_has_acknowledged_it_the_replica_may_be_well_again() {
    read(lost(1));
    now = at(2);
    assertThat(acknowledge(Fleet.SOURCE)).isTrue();
    assertThat(read(healthy(3)).code()).isEqualTo(DiagnosisCode.HEALTHY);
    restart();
    assertThat(read(healthy(4)).code()).isEqualTo(DiagnosisCode.HEALTHY);
    assertThat(latches.all("one").getFirst().acknowledged())
        .contains(new HeldLatch.Acknowledgement(at(2), "sre", "rebuilt"));
  }

  @Test
  void what_is_read_again_after_that_holds_again() {
    read(lost(1));
    now = at(2);
    acknowledge(Fleet.SOURCE);
    read(lost(3));
    latches.refresh();
    restart();
    assertLost(read(healthy(4)));
  }

  @Test
  void nothing_can_be_acknowledged_that_does_not_hold() {
    assertThat(acknowledge(Fleet.SOURCE)).isFalse();
    read(lost(1));
    assertThat(acknowledge(OTHER)).isFalse();
    assertThat(acknowledge(Fleet.SOURCE)).isTrue();
    assertThat(acknowledge(Fleet.SOURCE)).isFalse();
  }

  @Test
  void settled_for_one_replica_it_is_not_for_another_that_never_showed_it() {
    read(lost(1));
    now = at(2);
    acknowledge(Fleet.SOURCE);
    assertThat(latches.lostTails("one", Fleet.SOURCE)).isEmpty();
    assertThat(latches.lostTails("two", Fleet.SOURCE)).hasSize(1);
    assertThat(latches.lostTails("two", OTHER)).isEmpty();

    assertThat(acknowledge("two", Fleet.SOURCE)).isTrue();

    assertThat(latches.lostTails("two", Fleet.SOURCE)).isEmpty();
    assertThat(latches.lostTails("three", Fleet.SOURCE)).isNotEmpty();
    restart();
    assertThat(latches.lostTails("two", Fleet.SOURCE)).isEmpty();
    read(lost(3));
    assertThat(latches.lostTails("two", Fleet.SOURCE)).hasSize(1);
  }

  @Test
  void a_source_whose_identity_changed_is_told_for_a_day_and_after_a_restart() {
    read(healthy(0));
    assertThat(read(from(OTHER, 1)).says(DiagnosisCode.SOURCE_IDENTITY_CHANGED)).isTrue();
    latches.refresh();
    restart();
    Diagnosis hoursLater = read(from(OTHER, 600));
    assertThat(hoursLater.says(DiagnosisCode.SOURCE_IDENTITY_CHANGED)).isTrue();
    assertThat(hoursLater.evidence().values())
        .anyMatch(it -> it.contains(Fleet.SOURCE) && it.contains(OTHER));
    assertThat(read(from(OTHER, 24 * 60 + 2)).says(DiagnosisCode.SOURCE_IDENTITY_CHANGED))
        .isFalse();
  }

  @Test
  void a_source_that_we_configured_ourselves_is_no_change_of_identity() {
    read(healthy(0));
    read(from(OTHER, 1), Act.on("", Act.Kind.CONFIGURE, at(0).plusSeconds(30), "sre"));
    assertThat(latches.of("one")).isEmpty();
  }

  @Test
  void an_outage_that_is_over_is_forgotten() {
    read(status(ThreadState.CONNECTING, 2003, "", 0));
    assertThat(read(healthy(1)).code()).isEqualTo(DiagnosisCode.HEALTHY);
  }

  private Diagnosis read(ReplicationStatus status, Act... acts) {
    now = status.readAt();
    past = past.since(latches.acknowledged("one"));
    latches.see("one", past.shown(List.of(status), List.of(acts)));
    Diagnosis diagnosis =
        past.diagnosed(
                Fleet.replica("one"),
                Fleet.FACTS,
                List.of(status),
                List.of(acts),
                latches.of("one"),
                _ -> List.of(),
                Tolerances.standard())
            .getFirst()
            .diagnosis();
    past = past.after(List.of(status));
    return diagnosis;
  }

  private void restart() {
    latches = new Latches(store, clock);
    latches.refresh();
    past = Past.NONE;
  }

  private boolean acknowledge(String sourceUuid) {
    return acknowledge("one", sourceUuid);
  }

  private boolean acknowledge(String replica, String sourceUuid) {
    return latches
        .acknowledge(replica, Latch.Kind.LOST_TAIL, sourceUuid, "sre", "rebuilt")
        .isPresent();
  }

  private static void assertLost(Diagnosis diagnosis) {
    assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.RECEIVER_FATAL);
    assertThat(diagnosis.cause()).contains(Cause.MORE_GTIDS);
    assertThat(diagnosis.evidence().toString()).contains("Latched LOST_TAIL", LOST_TAIL);
  }

  private static Latch latch(int minute) {
    ReplicationStatus status = lost(minute);
    return new Latch(
        Latch.Kind.LOST_TAIL, status.source(), status.sourceUuid(), at(minute), LOST_TAIL);
  }

  private static ReplicationStatus lost(int minute) {
    return status(ThreadState.NO, 13114, LOST_TAIL, minute);
  }

  private static ReplicationStatus healthy(int minute) {
    return Fleet.healthy(at(minute));
  }

  private static ReplicationStatus from(String sourceUuid, int minute) {
    return Fleet.from(sourceUuid, at(minute));
  }

  private static ReplicationStatus status(
      ThreadState receiver, int errno, String text, int minute) {
    return Fleet.status(receiver, ThreadState.YES, errno, text, at(minute));
  }

  private static Instant at(int minute) {
    return Fleet.START.plus(Duration.ofMinutes(minute));
  }

  /** Refuses everything. */
  private static final class AwayStore implements LatchStore {
    @Override
    public List<HeldLatch> all() {
      throw new IllegalStateException("away");
    }

    @Override
    public void save(String replica, Latch latch) {
      throw new IllegalStateException("away");
    }

    @Override
    public Optional<HeldLatch> acknowledge(
        String replica, Latch.Kind kind, String sourceUuid, HeldLatch.Acknowledgement now) {
      throw new IllegalStateException("away");
    }
  }
}
