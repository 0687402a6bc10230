package io.replicamedic.rung.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.fleet.Conflicted;
import io.replicamedic.fleet.Fleet;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.FleetMemory;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Failover;
import io.replicamedic.replication.Latch;
import io.replicamedic.replication.ReplicationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When no rung of ours may follow (law 5), by what the fleet remembers. */
class DoubtTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final Database REPLICA = Fleet.replica("one");

  @ParameterizedTest
  @ValueSource(ints = {1062, 1032})
  void a_conflict_after_a_failover_of_the_source_is_refused(int errno) {
    Doubt doubt = doubt(errno, List.of(before(Duration.ofHours(1))), "");
    assertThat(doubt.checks(REPLICA, Conflicted.by(errno, NOW)))
        .singleElement()
        .satisfies(it -> assertThat(it.verdict()).isEqualTo(Check.Verdict.REFUSED))
        .satisfies(it -> assertThat(it.evidence()).startsWith("DURABILITY_LOSS_SUSPECTED"));
    assertThat(doubt.loss(REPLICA, "").map(Diagnosis::code))
        .contains(DiagnosisCode.DURABILITY_LOSS_SUSPECTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1452})
  void another_error_after_a_failover_is_not(int errno) {
    Doubt doubt = doubt(errno, List.of(before(Duration.ofHours(1))), "");
    assertThat(doubt.checks(REPLICA, Conflicted.by(errno, NOW))).isEmpty();
    assertThat(doubt.loss(REPLICA, "")).isEmpty();
  }

  @Test
  void a_conflict_long_after_a_failover_is_not() {
    Doubt doubt = doubt(1062, List.of(before(Duration.ofDays(3))), "");
    assertThat(doubt.checks(REPLICA, Conflicted.by(1062, NOW))).isEmpty();
    assertThat(doubt.loss(REPLICA, "")).isEmpty();
  }

  @Test
  void failovers_that_cannot_be_read_are_a_risk_that_a_person_must_accept() {
    Doubt doubt = doubt(1062, List.of(), "rds:DescribeEvents: AccessDenied");
    assertThat(doubt.checks(REPLICA, Conflicted.by(1062, NOW)))
        .singleElement()
        .satisfies(it -> assertThat(it.verdict()).isEqualTo(Check.Verdict.UNREADABLE))
        .satisfies(it -> assertThat(it.line()).contains("source-failovers", "AccessDenied"));
    assertThat(doubt.loss(REPLICA, "")).isEmpty();
    assertThat(doubt.checks(REPLICA, Conflicted.by(1452, NOW))).isEmpty();
  }

  @Test
  void a_source_that_lost_its_tail_refuses_all_even_where_the_replica_reads_well() {
    ReplicationStatus now = Conflicted.by(0, NOW);
    Latch latch =
        new Latch(
            Latch.Kind.LOST_TAIL,
            now.source(),
            now.sourceUuid(),
            NOW,
            "more GTIDs than the source");
    Doubt doubt =
        new Doubt(
            memory(now, new FleetMemory.Remembered(List.of(), Optional.empty(), List.of(latch))));
    assertThat(doubt.checks(REPLICA, now))
        .singleElement()
        .satisfies(it -> assertThat(it.verdict()).isEqualTo(Check.Verdict.REFUSED));
    assertThat(doubt.loss(REPLICA, "")).isPresent();
    assertThat(doubt.againstStarting(REPLICA, now))
        .hasValueSatisfying(why -> assertThat(why).contains("lost the end of its binlog"));
  }

  private static Failover before(Duration time) {
    return new Failover(NOW.minus(time), "orders: failed over");
  }

  private static Doubt doubt(int errno, List<Failover> failovers, String unreadable) {
    return new Doubt(
        memory(
            Conflicted.by(errno, NOW),
            new FleetMemory.Remembered(
                failovers, Optional.of(unreadable).filter(it -> !it.isEmpty()), List.of())));
  }

  private static FleetMemory memory(ReplicationStatus lately, FleetMemory.Remembered past) {
    return new FleetMemory() {
      @Override
      public Remembered around(Database database, ReplicationStatus status) {
        return past;
      }

      @Override
      public List<Latch> lostTails(Database database, String sourceUuid) {
        return past.lostTails().stream().filter(it -> it.sourceUuid().equals(sourceUuid)).toList();
      }

      @Override
      public Optional<ReplicationStatus> lately(Database database, String channel) {
        return Optional.of(lately);
      }
    };
  }
}
