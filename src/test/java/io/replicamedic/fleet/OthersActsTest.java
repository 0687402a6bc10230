package io.replicamedic.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.mockito.ArgumentMatchers.any;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.replication.Act;
import io.replicamedic.replication.DiagnosisCode;
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
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** How often a server's record is read, whose acts it tells, and for how long a stop counts. */
class OthersActsTest {
  private static final Database DATABASE = Fleet.replica("one");

  private Instant now = Fleet.START;
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final ReplicaSession session = Mockito.mock(ReplicaSession.class);
  private Instant workUntil = Instant.MIN;
  private int asked;
  private final OthersActs others = new OthersActs(new AtWork(), clock);

  @Test
  void the_record_is_read_each_minute_where_all_runs_and_soon_where_a_thread_does_not() {
    told();
    others.of(DATABASE, session, running());
    after(Duration.ofSeconds(59));
    others.of(DATABASE, session, running());
    assertRead(1);
    others.of(DATABASE, session, connecting());
    assertRead(2);
    after(Duration.ofSeconds(4));
    others.of(DATABASE, session, connecting());
    assertRead(2);
    after(Duration.ofSeconds(1));
    others.of(DATABASE, session, connecting());
    assertRead(3);
  }

  @Test
  void a_record_that_is_not_told_is_asked_for_again_after_minutes_only() {
    others.of(DATABASE, session, connecting());
    after(Duration.ofMinutes(9));
    others.of(DATABASE, session, connecting());
    assertRead(1);
    after(Duration.ofMinutes(1));
    others.of(DATABASE, session, connecting());
    assertRead(2);
  }

  @Test
  void a_clock_that_was_set_back_delays_no_reading() {
    told();
    others.of(DATABASE, session, running());
    after(Duration.ofHours(-1));
    others.of(DATABASE, session, running());
    assertRead(2);
  }

  @Test
  void what_a_workflow_of_ours_called_is_not_counted_again() {
    told(stop("u@10.0.0.9", 10), stop("eve@10.0.0.9", 11), stop("u@10.0.0.9", 20));
    workUntil = Fleet.START.plusSeconds(15);
    after(Duration.ofSeconds(30));
    assertThat(others.of(DATABASE, session, running()))
        .extracting(Act::by, act -> act.at().getEpochSecond() - Fleet.START.getEpochSecond())
        .containsExactly(tuple("eve@10.0.0.9", 11L), tuple("u@10.0.0.9", 20L));
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void a_stop_that_has_worked_is_none_any_more_however_long_ago_that_was_read() {
    List<Act> acts = List.of(stop("eve@10.0.0.9", 0));
    ReplicationStatus stopped =
        Fleet.status(ThreadState.NO, ThreadState.NO, 0, Fleet.START.plusSeconds(5));
    Past past = Past.NONE.after(List.of(stopped));
    for (int second = 10; second < 1800; second += 5) {
      past = past.after(List.of(Fleet.healthy(Fleet.START.plusSeconds(second))));
    }
    ReplicationStatus later = Fleet.healthy(Fleet.START.plusSeconds(1800));
    assertThat(code(past, later, acts)).isNotEqualTo(DiagnosisCode.STOP_IGNORED);
    assertThat(code(past, later, List.of(stop("eve@10.0.0.9", 1700))))
        .isEqualTo(DiagnosisCode.STOP_IGNORED);
    assertThat(code(Past.NONE, later, acts)).isEqualTo(DiagnosisCode.STOP_IGNORED);
  }

  private static DiagnosisCode code(Past past, ReplicationStatus status, List<Act> acts) {
    return past.diagnosed(
            DATABASE,
            Fleet.FACTS,
            List.of(status),
            acts,
            List.of(),
            _ -> List.of(),
            Tolerances.standard())
        .getFirst()
        .diagnosis()
        .code();
  }

  private void told(Act... acts) {
    Mockito.when(session.recordedActs(any())).thenReturn(Optional.of(List.of(acts)));
  }

  private void after(Duration wait) {
    now = now.plus(wait);
  }

  private void assertRead(int times) {
    Mockito.verify(session, Mockito.times(times)).recordedActs(any());
  }

  private static Act stop(String by, long second) {
    return Act.on("", Act.Kind.STOP, Fleet.START.plusSeconds(second), by);
  }

  private static List<ReplicationStatus> running() {
    return List.of(Fleet.healthy(Fleet.START));
  }

  private static List<ReplicationStatus> connecting() {
    return List.of(Fleet.status(ThreadState.CONNECTING, ThreadState.YES, 2003, Fleet.START));
  }

  /** A workflow of ours that is at work until then. */
  private final class AtWork implements RecentActs {
    @Override
    public List<Act> of(String database) {
      return List.of();
    }

    @Override
    public Predicate<Instant> atWork(String database) {
      asked++;
      return at -> at.isBefore(workUntil);
    }
  }
}
