package io.replicamedic.rung.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.fleet.Conflicted;
import io.replicamedic.fleet.Fleet;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.FleetMemory;
import io.replicamedic.outside.FleetMemory.Remembered;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.replication.Failover;
import io.replicamedic.replication.Latch;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.RestorePoint;
import io.replicamedic.workflow.Memory;
import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Progress;
import io.replicamedic.workflow.Run;
import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.WorkflowState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;
import org.mockito.Mockito;

/** What still keeps an act from following once the channel is cleared. */
class ClearanceTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final ReplicationStatus BEFORE = Conflicted.by(1062, NOW);
  private static final String SOURCE = BEFORE.sourceUuid();

  private final FleetMemory memory = Mockito.mock(FleetMemory.class);
  private final ReplicaSession session = Mockito.mock(ReplicaSession.class);
  private final Doubt doubt = new Doubt(memory);
  private final Databases databases = Mockito.mock(Databases.class);
  private final Clearance clearance = new Clearance(databases, new Examination(databases, doubt));

  @BeforeEach
  void cleared() {
    Mockito.when(session.status("")).thenReturn(Optional.empty());
  }

  @Test
  void nothing_when_nothing_became_known_since() {
    assertThat(clearance.objection(run(SOURCE))).isEmpty();
    assertThat(doubt.againstStarting(run(SOURCE))).isEmpty();
  }

  @Test
  void a_source_that_is_known_by_now_to_have_lost_its_tail() {
    latched();
    assertThat(clearance.objection(run(SOURCE)))
        .containsInstanceOf(Preparation.Refused.class)
        .hasValueSatisfying(
            it -> assertThat(it.toString()).contains("lost the end of its binlog", SOURCE));
    assertThat(clearance.objection(run("another"))).isEmpty();
    assertThat(clearance.objection(run(""))).isEmpty();
  }

  @Test
  void a_failover_of_its_source_that_is_known_by_now() {
    Failover failover = new Failover(NOW.plusSeconds(5), "Multi-AZ instance failover completed");
    knowing(new Remembered(List.of(failover), Optional.empty(), List.of()));
    assertThat(clearance.objection(conflicted(1062)))
        .containsInstanceOf(Preparation.Refused.class)
        .hasValueSatisfying(
            it -> assertThat(it.toString()).contains("DURABILITY_LOSS_SUSPECTED", "failover"));
    assertThat(clearance.objection(conflicted(1452))).isEmpty();
    assertThat(clearance.objection(run(SOURCE))).isEmpty();
  }

  @Test
  void failovers_that_cannot_be_read_any_more() {
    knowing(new Remembered(List.of(), Optional.of("AccessDenied"), List.of()));
    assertThat(clearance.objection(conflicted(1062)))
        .hasValueSatisfying(
            it -> assertThat(it.toString()).contains("source-failovers", "AccessDenied"));
  }

  @Test
  void nor_is_it_started_when_it_is_set_again_and_has_not_connected() {
    latched();
    ReplicationStatus set = Mockito.mock(ReplicationStatus.class);
    Mockito.when(set.sourceUuid()).thenReturn("");
    Mockito.when(session.status("")).thenReturn(Optional.of(set));
    assertThat(doubt.againstStarting(run(SOURCE)))
        .hasValueSatisfying(it -> assertThat(it).contains("lost the end of its binlog"));
  }

  private void knowing(Remembered past) {
    Mockito.when(
            memory.around(
                ArgumentMatchers.eq(Fleet.replica("one")),
                ArgumentMatchers.argThat(
                    it ->
                        it != null
                            && it.source().equals(BEFORE.source())
                            && it.channel().isEmpty())))
        .thenReturn(past);
  }

  private void latched() {
    Latch latch = new Latch(Latch.Kind.LOST_TAIL, BEFORE.source(), SOURCE, NOW, "more GTIDs");
    Mockito.when(memory.lostTails(Fleet.replica("one"), SOURCE)).thenReturn(List.of(latch));
  }

  private static Progress remembering(Memory memory) {
    Progress start = Progress.start();
    return new Progress(
        5,
        0,
        0,
        start.climb(),
        start.intent(),
        start.unreadableSince(),
        start.question(),
        start.answers(),
        start.ending(),
        0,
        true,
        1,
        "",
        memory);
  }

  private Run<ReplicaGrip> conflicted(int errno) {
    Conflict conflict = new Conflict(SOURCE + ":11", errno, "the server's words", Optional.empty());
    Map<String, @Nullable String> status =
        Map.of(
            "Source_UUID",
            SOURCE,
            "Source_Host",
            BEFORE.source().host(),
            "Source_Port",
            Integer.toString(BEFORE.source().port()));
    return run(status, Memory.EMPTY.with(Learnt.CONFLICT, conflict));
  }

  private Run<ReplicaGrip> run(String sourceBefore) {
    return run(Map.of("Source_UUID", sourceBefore), Memory.EMPTY);
  }

  private Run<ReplicaGrip> run(Map<String, @Nullable String> status, Memory learnt) {
    RestorePoint point = new RestorePoint(NOW, Map.of(), Map.of(), List.of(), status, List.of());
    return new Run<>(
        new Workflow(
            "w",
            1,
            1,
            WorkflowState.RUNNING,
            new Order("unstick", "one", "sre", "stuck", "", Map.of()),
            remembering(learnt.with(Learnt.RESTORE_POINT, point)),
            "conflict settled",
            "",
            NOW,
            NOW,
            Optional.empty()),
        new ReplicaGrip(new ReplicaChannel(Fleet.replica("one"), "", session)));
  }
}
