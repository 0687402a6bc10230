package io.replicamedic.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the number of a lag is made of. */
class LagTest {
  private static final Instant NOW = Readings.START;

  @ParameterizedTest
  @CsvSource({
    // applying, queued: seconds before now; the lag
    "30,0,30",
    "30,10,30",
    "-20,-50,30",
    "0,0,0"
  })
  void what_is_in_work_is_as_old_as_our_clock_says_or_as_what_came_since(
      long applying, long queued, long expected) {
    Lag lag = lag(Optional.of(queued), Optional.empty(), Optional.of(applying), null);
    assertThat(lag.meaning()).isEqualTo(Lag.Meaning.AGE_OF_APPLYING);
    assertThat(lag.behind()).contains(Duration.ofSeconds(expected));
  }

  @Test
  void a_transaction_of_the_future_has_no_age_and_is_never_no_lag() {
    Lag unknown = lag(Optional.empty(), Optional.empty(), Optional.of(-60L), null);
    assertThat(unknown.meaning()).isEqualTo(Lag.Meaning.UNKNOWN);
    assertThat(unknown.exceeds(Duration.ofDays(1))).isTrue();
    Lag said = lag(Optional.empty(), Optional.empty(), Optional.of(-60L), 7L);
    assertThat(said.meaning()).isEqualTo(Lag.Meaning.SECONDS_BEHIND_SOURCE);
    assertThat(said.behind()).contains(Duration.ofSeconds(7));
  }

  @Test
  void where_nothing_else_says_it_the_last_received_and_the_last_applied_do() {
    Lag lag = lag(Optional.of(5L), Optional.of(65L), Optional.empty(), null);
    assertThat(lag.meaning()).isEqualTo(Lag.Meaning.RECEIVED_BEFORE_APPLIED);
    assertThat(lag.behind()).contains(Duration.ofMinutes(1));
    assertThat(lag(Optional.of(65L), Optional.of(5L), Optional.empty(), null).meaning())
        .isEqualTo(Lag.Meaning.UNKNOWN);
  }

  private static Lag lag(
      Optional<Long> queued,
      Optional<Long> applied,
      Optional<Long> applying,
      @Nullable Long seconds) {
    Readings readings =
        Readings.healthy()
            .gtids(Readings.SOURCE + ":1-30", Readings.SOURCE + ":1-10")
            .behind(seconds)
            .times(Optional.empty(), new CommitTimes(ago(queued), ago(applied), ago(applying)));
    return Lag.of(readings.read());
  }

  private static Optional<Instant> ago(Optional<Long> seconds) {
    return seconds.map(NOW::minusSeconds);
  }
}
