package io.replicamedic.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a diagnosis looks back on. */
class WindowTest {
  @Test
  void it_reaches_back_over_minutes_and_is_bounded_however_often_it_is_read() {
    Window window = Window.EMPTY;
    for (int second = 0; second < 3600; second++) {
      window = window.with(Fleet.healthy(Fleet.START.plusSeconds(second)));
    }
    assertThat(window.readings()).hasSize(12);
    Duration reach =
        Duration.between(
            window.readings().getFirst().readAt(), window.readings().getLast().readAt());
    assertThat(reach).isGreaterThan(Duration.ofMinutes(2));
  }

  @Test
  void it_reaches_back_over_long_heartbeat_periods_too() {
    Window window = Window.EMPTY;
    for (int second = 0; second < 7200; second += 5) {
      window = window.with(Fleet.heartbeatEach(600, Fleet.START.plusSeconds(second)));
    }
    Duration reach =
        Duration.between(
            window.readings().getFirst().readAt(), window.readings().getLast().readAt());
    assertThat(reach).isGreaterThan(Duration.ofSeconds(1200));
  }

  @Test
  void a_clock_that_was_set_back_stops_no_window() {
    Window window =
        Window.EMPTY
            .with(Fleet.healthy(Fleet.START))
            .with(Fleet.healthy(Fleet.START.minusSeconds(3600)))
            .with(Fleet.healthy(Fleet.START.minusSeconds(3580)));
    assertThat(window.readings()).hasSize(3);
  }

  @Test
  void what_says_something_new_is_kept_at_once() {
    Window window =
        Window.EMPTY
            .with(Fleet.healthy(Fleet.START))
            .with(
                Fleet.status(
                    ThreadState.CONNECTING, ThreadState.YES, 0, Fleet.START.plusSeconds(1)))
            .with(
                Fleet.status(
                    ThreadState.CONNECTING, ThreadState.YES, 2003, Fleet.START.plusSeconds(2)))
            .with(
                Fleet.status(
                    ThreadState.CONNECTING, ThreadState.YES, 2003, Fleet.START.plusSeconds(3)));
    assertThat(window.readings())
        .extracting(ReplicationStatus::lastIoErrno)
        .containsExactly(0, 0, 2003);
  }
}
