package io.replicamedic.replication;

import static io.replicamedic.replication.ReceiverDeadline.Path.REFUSED;
import static io.replicamedic.replication.ReceiverDeadline.Path.SILENT;
import static io.replicamedic.replication.ThreadState.CONNECTING;
import static io.replicamedic.replication.ThreadState.NO;
import static io.replicamedic.replication.ThreadState.YES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a receiver gives up by itself, by example. */
class ReceiverDeadlineTest {
  private static final String SECOND_OF_TEN =
      "Error connecting to source 'repl@10.0.0.9:3306'. This was attempt 2/10, with a delay of 60"
          + " seconds between attempts. Message: Can't connect to MySQL server (111)";

  @Test
  void a_silent_attempt_costs_the_net_timeout_and_the_delay() {
    assertThat(ReceiverDeadline.atMost(connecting("").read(), 60, SILENT))
        .isEqualTo(Duration.ofMinutes(20));
  }

  @Test
  void a_refused_attempt_costs_the_delay_only() {
    assertThat(ReceiverDeadline.atMost(connecting("").read(), 60, REFUSED))
        .isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void attempts_already_made_are_taken_off() {
    assertThat(ReceiverDeadline.attemptsMade(connecting(SECOND_OF_TEN).read())).isEqualTo(2);
    assertThat(ReceiverDeadline.atMost(connecting(SECOND_OF_TEN).read(), 60, SILENT))
        .isEqualTo(Duration.ofMinutes(16));
  }

  @Test
  void old_servers_count_attempts_in_other_words() {
    Readings now =
        connecting(
            "error reconnecting to master 'repl@10.0.0.9:3306' - retry-time: 60  retries: 2");
    assertThat(ReceiverDeadline.attemptsMade(now.read())).isEqualTo(2);
    assertThat(ReceiverDeadline.atMost(now.read(), 60, REFUSED)).isEqualTo(Duration.ofMinutes(8));
    now.retryCount = 2;
    assertThat(ReceiverDeadline.attemptsMade(now.read())).isEqualTo(1);
  }

  @Test
  void text_about_another_retry_count_says_nothing() {
    Readings now = connecting(SECOND_OF_TEN);
    now.retryCount = 20;
    assertThat(ReceiverDeadline.attemptsMade(now.read())).isZero();
  }

  @Test
  void a_receiver_that_still_connects_has_an_attempt_left() {
    Readings now = connecting(SECOND_OF_TEN.replace("2/10", "10/10"));
    assertThat(ReceiverDeadline.atMost(now.read(), 60, REFUSED)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void the_old_default_takes_weeks_and_is_said_so() {
    Readings now = connecting("");
    now.retryCount = 86400;
    assertThat(ReceiverDeadline.atMost(now.read(), 60, SILENT)).isEqualTo(Duration.ofDays(120));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE, -1})
  void a_count_of_zero_or_beyond_counting_is_never(long retryCount) {
    Readings now = connecting("This was attempt 1/0, with a delay of 60 seconds between attempts.");
    now.retryCount = retryCount;
    assertThat(ReceiverDeadline.atMost(now.read(), 60, REFUSED)).isEqualTo(ReceiverDeadline.NEVER);
    assertThat(ReceiverDeadline.attemptsMade(now.read())).isZero();
  }

  @Test
  void a_stopped_receiver_takes_no_time() {
    assertThat(ReceiverDeadline.atMost(Readings.healthy().threads(NO, NO).read(), 60, SILENT))
        .isZero();
  }

  @Test
  void a_connected_receiver_must_first_notice() {
    assertThat(ReceiverDeadline.atMost(Readings.healthy().threads(YES, NO).read(), 60, REFUSED))
        .isEqualTo(Duration.ofMinutes(11));
  }

  private static Readings connecting(String ioError) {
    return Readings.healthy().threads(CONNECTING, NO).io(ioError.isEmpty() ? 0 : 2003, ioError);
  }
}
