package io.replicamedic.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Expected;
import io.replicamedic.replication.Latch;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.Seen;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.replication.Tolerances;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What of the readings is kept, and how it gets to the store. */
class HistoryTest {
  private static final int ROOM = 3;

  private final MemoryHistory store = new MemoryHistory();
  private final MemoryLatches latchStore = new MemoryLatches();
  private final History history = new History(Duration.ofMinutes(1), ROOM);
  private Instant now = Fleet.START;
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final Latches latches = new Latches(latchStore, clock);
  private final Clerk clerk =
      new Clerk(
          history,
          latches,
          store,
          new Clerk.Retention(Duration.ofDays(2), Duration.ofDays(90), 100),
          clock);

  @Test
  void a_change_of_state_is_kept_and_numbers_that_move_are_none() {
    well(0);
    well(1);
    broken(2);
    broken(3);
    well(4);
    write();
    assertThat(changes())
        .extracting(it -> it.after().code())
        .containsExactly(
            DiagnosisCode.HEALTHY, DiagnosisCode.RECEIVER_CONNECTING, DiagnosisCode.HEALTHY);
    assertThat(changes()).extracting(StatusChange::at).containsExactly(at(0), at(2), at(4));
  }

  @Test
  void a_replica_that_cannot_be_read_has_a_change_and_a_sample_without_figures() {
    history.onReading(unreadable("one", 0));
    write();
    assertThat(changes().getFirst().after().code()).isEqualTo(DiagnosisCode.UNREACHABLE);
    assertThat(samples().getFirst().figures()).isEmpty();
  }

  @Test
  void samples_are_thinned_whatever_the_interval_of_the_poller() {
    for (int second = 0; second <= 120; second++) {
      well(second);
    }
    write();
    assertThat(samples()).extracting(StatusSample::at).containsExactly(at(120), at(60), at(0));
    assertThat(samples().getFirst().figures())
        .contains(
            new StatusSample.Figures(
                ThreadState.YES,
                ThreadState.YES,
                0,
                0,
                Optional.of(Duration.ZERO),
                0,
                Optional.of(10L)));
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void what_the_store_does_not_take_waits_and_what_does_not_fit_is_counted_and_said(
      CapturedOutput output) {
    store.away(true);
    well(0);
    broken(1);
    write();
    well(2);
    write();
    store.away(false);
    write();
    assertThat(changes()).extracting(StatusChange::at).containsExactly(at(0), at(1), at(2));
    assertThat(output).contains("nothing of it was lost");

    store.away(true);
    for (int second = 3; second < 3 + ROOM + 2; second += 2) {
      broken(second);
      well(second + 1);
    }
    write();
    store.away(false);
    write();
    assertThat(history.lost()).isEqualTo(new History.Lost(3, 0));
    assertThat(output).contains("3 changes and 0 samples of replicas were lost");
    assertThat(changes()).extracting(StatusChange::at).contains(at(7), at(8));
    assertThat(changes().getLast().before()).contains(changes().get(changes().size() - 2).after());
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void a_row_that_the_store_refuses_is_lost_alone_counted_and_said(CapturedOutput output) {
    store.refuse("two");
    well(0);
    history.onReading(unreadable("two", 1));
    broken(2);
    write();
    assertThat(changes()).extracting(StatusChange::at).containsExactly(at(0), at(2));
    assertThat(samples()).extracting(StatusSample::at).containsExactly(at(0));
    assertThat(history.lost()).isEqualTo(new History.Lost(1, 1));
    write();
    assertThat(output).containsOnlyOnce("the store refuses StatusNote[replica=two");
    assertThat(output).containsOnlyOnce("1 changes and 1 samples of replicas were lost");
  }

  @Test
  void a_restart_is_no_change() {
    well(0);
    write();
    History after = new History(Duration.ofMinutes(1), ROOM);
    after.onReading(reading(Fleet.healthy(at(100))));
    after.writeChanges(store, 10);
    assertThat(changes()).hasSize(1);
  }

  @Test
  void no_reading_waits_for_a_store_that_hangs() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Backlog<String> backlog = new Backlog<>(2);
    backlog.add(List.of("a", "b"));
    Thread writer =
        Thread.ofVirtual()
            .start(
                () ->
                    backlog.write(
                        batch -> {
                          hangs.countDown();
                          passed(end);
                        },
                        10));
    hangs.await();
    backlog.add(List.of("c"));
    assertThat(backlog.lost()).isEqualTo(1);
    end.countDown();
    writer.join();
    backlog.write(batch -> assertThat(batch).containsExactly("c"), 10);
  }

  @Test
  void what_is_too_old_is_deleted_by_itself() {
    well(0);
    broken(1);
    write();
    now = at(0).plus(Duration.ofDays(3));
    clerk.round();
    assertThat(samples()).isEmpty();
    assertThat(changes()).hasSize(2);
    now = at(0).plus(Duration.ofDays(91));
    clerk.round();
    assertThat(changes()).isEmpty();
  }

  @Test
  void a_latch_is_written_at_once() {
    latches.see(
        "one",
        List.of(
            new Latch(
                Latch.Kind.LOST_TAIL,
                Fleet.healthy(at(0)).source(),
                Fleet.SOURCE,
                at(0),
                "more GTIDs")));
    clerk.round();
    assertThat(latchStore.all()).hasSize(1);
  }

  @Test
  void what_is_waiting_when_the_service_stops_is_written() {
    try (Clerk working =
        new Clerk(
            history,
            latches,
            store,
            new Clerk.Retention(Duration.ofDays(2), Duration.ofDays(90), 100),
            clock)) {
      working.start();
      well(0);
    }
    assertThat(changes()).hasSize(1);
    assertThat(samples()).hasSize(1);
  }

  private static void passed(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write() {
    now = now.plusSeconds(6);
    clerk.round();
  }

  private void well(int second) {
    read(Fleet.healthy(at(second)));
  }

  private void broken(int second) {
    read(Fleet.status(ThreadState.CONNECTING, ThreadState.YES, 2003, at(second)));
  }

  private static ReplicaReading unreadable(String replica, int second) {
    return ReplicaReading.unreadable(
        replica, new Seen.Unreadable(2003, "nobody there", at(second)), Duration.ZERO);
  }

  private void read(ReplicationStatus status) {
    history.onReading(reading(status));
  }

  private static ReplicaReading reading(ReplicationStatus status) {
    return ReplicaReading.of(
        "one",
        Fleet.FACTS,
        Past.NONE.diagnosed(
            Fleet.replica("one"),
            Fleet.FACTS,
            List.of(status),
            List.of(),
            List.of(),
            source -> List.of(),
            Tolerances.standard()),
        Expected.SOURCE,
        status.readAt(),
        Duration.ofMillis(3));
  }

  private List<StatusChange> changes() {
    return store.after(0, "one", 100);
  }

  private List<StatusSample> samples() {
    return store.samples("one", Instant.EPOCH, new HistoryStore.Place(Instant.MAX, ""), 100);
  }

  private static Instant at(int second) {
    return Fleet.START.plusSeconds(second);
  }
}
