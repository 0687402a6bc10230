package io.replicamedic.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** The newest workflow of each target. */
class LastWorkflowsTest {
  private static final WorkflowState RUNNING = WorkflowState.RUNNING;
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

  private final WorkflowStore store = Mockito.mock(WorkflowStore.class);
  private final LastWorkflows last = new LastWorkflows(store);

  @Test
  void the_store_is_asked_once_for_a_target_whether_it_has_one_or_not() {
    Mockito.when(store.list("one", 1)).thenReturn(listing(workflow("w1", "one", RUNNING)));
    Mockito.when(store.list("none", 1)).thenReturn(listing());

    assertThat(last.of("one").orElseThrow().id()).isEqualTo("w1");
    assertThat(last.of("one")).isPresent();
    assertThat(last.of("none")).isEmpty();
    assertThat(last.of("none")).isEmpty();
    Mockito.verify(store, Mockito.times(2)).list(Mockito.any(), Mockito.anyInt());
  }

  @Test
  void a_newer_one_and_a_new_state_are_seen_at_the_next_look() {
    Mockito.when(store.list("one", 1)).thenReturn(listing());
    last.of("one");
    newest(workflow("w2", "one", RUNNING), workflow("w1", "one", WorkflowState.CANCELLED));
    last.refresh();
    assertThat(last.of("one").orElseThrow().id()).isEqualTo("w2");

    newest();
    Mockito.when(store.find("w2"))
        .thenReturn(Optional.of(workflow("w2", "one", WorkflowState.SUCCEEDED)));
    last.refresh();
    assertThat(last.of("one").orElseThrow().state()).isEqualTo(WorkflowState.SUCCEEDED);

    last.refresh();
    Mockito.verify(store, Mockito.times(1)).find("w2");
  }

  @Test
  void a_store_that_is_away_costs_no_status_and_is_asked_again() {
    Mockito.when(store.list("one", 1))
        .thenThrow(new IllegalStateException("away"))
        .thenReturn(listing(workflow("w1", "one", RUNNING)));
    assertThat(last.of("one")).isEmpty();
    assertThat(last.of("one")).isPresent();
  }

  private void newest(Workflow... workflows) {
    Mockito.when(store.list(Mockito.eq(""), Mockito.anyInt())).thenReturn(listing(workflows));
  }

  private static WorkflowStore.Listing listing(Workflow... workflows) {
    return new WorkflowStore.Listing(Arrays.asList(workflows), List.of());
  }

  private static Workflow workflow(String id, String target, WorkflowState state) {
    return new Workflow(
        id,
        1,
        0,
        state,
        new Order("unstick", target, "sre", "stuck", "", Map.of()),
        Progress.start(),
        "diagnose",
        "accepted",
        NOON,
        NOON,
        Optional.empty());
  }
}
