package io.replicamedic.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;

import io.replicamedic.journal.EntryKind;
import io.replicamedic.journal.Journal;
import io.replicamedic.journal.JournalEntry;
import io.replicamedic.replication.Act;
import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.WorkflowStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.dao.DataAccessResourceFailureException;

/** What the poller is told of our own acts. */
class JournaledActsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

  private final WorkflowStore store = Mockito.mock(WorkflowStore.class);
  private final Journal journal = Mockito.mock(Journal.class);
  private final List<JournalEntry> rows = new ArrayList<>();
  private final JournaledActs acts =
      new JournaledActs(store, journal, Clock.fixed(NOW, ZoneOffset.UTC));

  private void workflow(long version, Instant updatedAt) {
    Workflow workflow = Mockito.mock(Workflow.class);
    Mockito.when(workflow.id()).thenReturn("w");
    Mockito.when(workflow.version()).thenReturn(version);
    Mockito.when(workflow.order())
        .thenReturn(new Order("unstick", "orders", "eve", "stuck", "", Map.of()));
    Mockito.when(workflow.updatedAt()).thenReturn(updatedAt);
    Mockito.when(store.list("orders", 1))
        .thenReturn(new WorkflowStore.Listing(List.of(workflow), List.of()));
    Mockito.when(store.targetsSince(Mockito.any())).thenReturn(Set.of("orders"));
    Mockito.when(journal.read(Mockito.eq("w"), anyLong(), anyInt()))
        .thenAnswer(call -> List.copyOf(rows));
  }

  private void row(EntryKind kind, String rung, Duration ago) {
    rows.add(
        new JournalEntry(
            "w", rows.size() + 1, NOW.minus(ago), kind, "eve", "", rung, "", "{}", "", ""));
  }

  @Test
  void a_replica_without_a_workflow_has_none() {
    Mockito.when(store.targetsSince(Mockito.any())).thenReturn(Set.of("another"));
    assertThat(acts.of("orders")).isEmpty();
  }

  @Test
  void the_store_is_asked_once_for_all_replicas_that_are_read_in_the_same_second() {
    Mockito.when(store.targetsSince(Mockito.any())).thenReturn(Set.of());
    for (int replica = 0; replica < 100; replica++) {
      assertThat(acts.of("replica-" + replica)).isEmpty();
    }
    Mockito.verify(store, Mockito.times(1)).targetsSince(NOW.minus(Duration.ofHours(1)));
    Mockito.verifyNoMoreInteractions(store);
  }

  @Test
  void a_store_that_is_away_is_not_asked_by_each_reading_anew() {
    Mockito.when(store.targetsSince(Mockito.any()))
        .thenThrow(new DataAccessResourceFailureException("away"));
    for (int replica = 0; replica < 100; replica++) {
      assertThat(acts.of("replica-" + replica)).isEmpty();
    }
    Mockito.verify(store, Mockito.times(1)).targetsSince(Mockito.any());
  }

  @Test
  void readings_do_not_wait_for_one_that_asks_the_store() {
    Mockito.when(store.targetsSince(Mockito.any()))
        .thenAnswer(
            call -> {
              assertThat(CompletableFuture.supplyAsync(() -> acts.of("another")).get(20, SECONDS))
                  .isEmpty();
              return Set.of();
            });
    assertThat(acts.of("orders")).isEmpty();
    Mockito.verify(store, Mockito.times(1)).targetsSince(Mockito.any());
  }

  @Test
  void answered_calls_are_acts_with_who_did_them() {
    row(EntryKind.INTENT, "stop", Duration.ofSeconds(31));
    row(EntryKind.OUTCOME, "stop", Duration.ofSeconds(30));
    row(EntryKind.OUTCOME, "kill-receiver", Duration.ofSeconds(29));
    row(EntryKind.OUTCOME, "stop-under-cut", Duration.ofSeconds(20));
    workflow(7, NOW);
    assertThat(acts.of("orders"))
        .containsExactly(
            Act.on("", Act.Kind.STOP, NOW.minusSeconds(30), "eve (workflow w)"),
            Act.on("", Act.Kind.STOP, NOW.minusSeconds(20), "eve (workflow w)"));
  }

  @Test
  void a_stop_that_was_read_to_work_is_none_any_more() {
    row(EntryKind.OUTCOME, "stop", Duration.ofSeconds(30));
    row(EntryKind.GOAL_MET, "", Duration.ofSeconds(25));
    row(EntryKind.OUTCOME, "start", Duration.ofSeconds(10));
    workflow(7, NOW);
    assertThat(acts.of("orders")).extracting(Act::kind).containsExactly(Act.Kind.START);
  }

  @Test
  void what_is_an_hour_old_says_nothing_of_now() {
    row(EntryKind.OUTCOME, "stop", Duration.ofMinutes(61));
    workflow(7, NOW);
    assertThat(acts.of("orders")).isEmpty();
  }

  @Test
  void the_rows_are_read_again_only_when_there_are_more() {
    row(EntryKind.OUTCOME, "stop", Duration.ofSeconds(30));
    workflow(7, NOW);
    acts.of("orders");
    acts.of("orders");
    Mockito.verify(journal, Mockito.times(1)).read(Mockito.eq("w"), anyLong(), anyInt());
    row(EntryKind.OUTCOME, "start", Duration.ofSeconds(10));
    workflow(8, NOW);
    assertThat(acts.of("orders")).hasSize(2);
  }

  @Test
  void a_workflow_is_at_work_from_its_beginning_to_its_end() {
    Workflow ended = Mockito.mock(Workflow.class);
    Mockito.when(ended.createdAt()).thenReturn(NOW.minusSeconds(600));
    Mockito.when(ended.endedAt()).thenReturn(Optional.of(NOW.minusSeconds(500)));
    Workflow alive = Mockito.mock(Workflow.class);
    Mockito.when(alive.createdAt()).thenReturn(NOW.minusSeconds(60));
    Mockito.when(alive.endedAt()).thenReturn(Optional.empty());
    Mockito.when(store.list(Mockito.eq("orders"), anyInt()))
        .thenReturn(new WorkflowStore.Listing(List.of(alive, ended), List.of()));
    assertThat(acts.atWork("orders"))
        .accepts(NOW.minusSeconds(550), NOW)
        .rejects(NOW.minusSeconds(300));
    Mockito.verify(store, Mockito.times(1)).list(Mockito.eq("orders"), anyInt());
  }
}
