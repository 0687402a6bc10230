package io.replicamedic.controls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** When a database is expected to be unwell. */
class DowntimesTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final Duration LONGEST = Duration.ofDays(7);

  private final MemoryDowntimes store = new MemoryDowntimes();
  private Instant now = NOON;
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final Downtimes downtimes = new Downtimes(store, clock, LONGEST);

  @Test
  void it_ends_by_itself() {
    begin(NOON.plusSeconds(60));
    now = NOON.plusSeconds(59);
    assertThat(downtimes.of("one")).isPresent();
    assertThat(downtimes.of("two")).isEmpty();
    now = NOON.plusSeconds(60);
    assertThat(downtimes.of("one")).isEmpty();
    assertThat(downtimes.end("one", "sre", "over")).isFalse();
  }

  @Test
  void it_is_known_after_a_restart_and_to_another_instance() {
    begin(NOON.plusSeconds(60));
    Downtimes other = new Downtimes(store, clock, LONGEST);
    other.refresh();
    assertThat(other.of("one").orElseThrow().owner()).isEqualTo("dba");
    assertThat(other.end("one", "sre", "done")).isTrue();
    downtimes.refresh();
    assertThat(downtimes.of("one")).isEmpty();
  }

  @Test
  void a_new_one_replaces_the_one_in_force() {
    begin(NOON.plusSeconds(60));
    begin(NOON.plusSeconds(30));
    now = NOON.plusSeconds(45);
    assertThat(downtimes.of("one")).isEmpty();
  }

  @Test
  void one_that_is_over_before_it_is_written_was_begun_all_the_same() {
    Instant end = NOON.plusMillis(1);
    store.whilePutting(() -> now = end);
    assertThat(begin(end).until()).isEqualTo(end);
    assertThat(downtimes.of("one")).isEmpty();
  }

  @Test
  void none_begins_that_would_not_end_in_time() {
    assertThatThrownBy(() -> begin(NOON.plus(LONGEST).plusMillis(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> begin(NOON)).isInstanceOf(IllegalArgumentException.class);
    assertThat(begin(NOON.plus(LONGEST)).until()).isEqualTo(NOON.plus(LONGEST));
  }

  private Downtime begin(Instant until) {
    return downtimes.begin("one", "dba", "moved", until, "sre");
  }
}
