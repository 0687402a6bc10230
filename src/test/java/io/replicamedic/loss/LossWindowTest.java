package io.replicamedic.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.durability.FailureKind;
import io.replicamedic.durability.Loss;
import io.replicamedic.durability.LossWindow;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What real crashes lose lies inside the windows that the audit states; the short form of {@code
 * bench/loss-window}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LossWindowTest {
  private static final Duration WRITING = Duration.ofSeconds(1);

  /** MySQL wakes up each second if it is let; here it shares its processors with all tests. */
  private static final Duration LATE = Duration.ofMillis(500);

  /** A server can crash just after a flush, and lose nothing by chance. */
  private static final int ATTEMPTS = 5;

  private final Crashes processes = Crashes.here(1, WRITING);
  private final Hosts hosts = Hosts.open(1, WRITING);

  @AfterAll
  void end() {
    processes.close();
    hosts.close();
  }

  @FunctionalInterface
  private interface Crash {
    Losses of(Durability durability) throws Exception;
  }

  static Stream<Durability> processCrashes() {
    return Stream.of(new Durability(1, 1), new Durability(2, 0), new Durability(0, 1));
  }

  @ParameterizedTest
  @MethodSource("processCrashes")
  void a_process_crash_costs_no_more_than_was_stated(Durability durability) throws Exception {
    LossWindow window = processes.stated(durability, FailureKind.PROCESS_CRASH);
    assertThat(Stated.broken(window, processes.processCrash(durability), LATE)).isEmpty();
  }

  /** With them nearly all is written at once; the setting is read before a window is stated. */
  @Test
  void without_log_writer_threads_a_process_crash_costs_more_and_that_is_stated() throws Exception {
    Durability with = new Durability(0, 1);
    Durability without = with.withoutLogWriterThreads();
    LossWindow less = processes.stated(with, FailureKind.PROCESS_CRASH);
    LossWindow more = processes.stated(without, FailureKind.PROCESS_CRASH);
    assertThat(time(more.rows())).isGreaterThan(time(less.rows()));
    Losses losses = losing(without, processes::processCrash);
    assertThat(losses.rows().count()).isPositive();
    assertThat(Stated.broken(more, losses, LATE)).isEmpty();
  }

  static Stream<Durability> hostFailures() {
    return Stream.of(new Durability(1, 0), new Durability(2, 1000), new Durability(0, 0));
  }

  @ParameterizedTest
  @MethodSource("hostFailures")
  void a_host_failure_costs_no_more_than_was_stated(Durability durability) throws Exception {
    LossWindow window = host().stated(durability, FailureKind.HOST_OR_ZONE_FAILURE);
    Losses losses = hosts.fail(durability);
    assertThat(losses.binlog().count()).isPositive();
    assertThat(Stated.broken(window, losses, LATE)).isEmpty();
  }

  /** If it lost nothing with 2 it would prove nothing with 1. */
  @Test
  void a_host_failure_loses_rows_that_replicas_have_with_2_and_none_with_1() throws Exception {
    Durability risky = new Durability(2, 1);
    LossWindow window = host().stated(risky, FailureKind.HOST_OR_ZONE_FAILURE);
    Losses losses = losing(risky, hosts::fail);
    assertThat(losses.rows().count()).isPositive();
    assertThat(losses.binlog().count()).isZero();
    assertThat(losses.ahead()).isGreaterThanOrEqualTo(losses.rows().count());
    assertThat(window.replicas()).isEqualTo(LossWindow.Replicas.MAY_BE_AHEAD);
    assertThat(Stated.broken(window, losses, LATE)).isEmpty();

    Durability safe = new Durability(1, 1);
    LossWindow none = host().stated(safe, FailureKind.HOST_OR_ZONE_FAILURE);
    assertThat(none.rows()).isEqualTo(new Loss.None());
    assertThat(none.binlog()).isEqualTo(new Loss.None());
    Losses nothing = hosts.fail(safe);
    assertThat(nothing.acknowledged()).isPositive();
    assertThat(Stated.broken(none, nothing, LATE)).isEmpty();
    assertThat(nothing.ahead() + nothing.missing()).isZero();
  }

  private static Losses losing(Durability durability, Crash crash) throws Exception {
    Losses losses = crash.of(durability);
    for (int attempt = 2; losses.rows().count() == 0 && attempt <= ATTEMPTS; attempt++) {
      losses = crash.of(durability);
    }
    return losses;
  }

  private Crashes host() {
    Assumptions.assumeTrue(hosts.crashes().isPresent(), hosts.missing());
    return hosts.crashes().orElseThrow();
  }

  private static Duration time(Loss loss) {
    return loss instanceof Loss.AtMost(Duration time, String _) ? time : Duration.ZERO;
  }
}
