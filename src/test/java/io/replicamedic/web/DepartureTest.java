package io.replicamedic.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.workflow.Playbooks;
import io.replicamedic.workflow.Signals;
import io.replicamedic.workflow.WorkflowState;
import io.replicamedic.workflow.Workflows;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DepartureTest {
  private static final WebConfiguration.Patience PATIENCE =
      new WebConfiguration.Patience(Duration.ofSeconds(15), Duration.ofSeconds(60), 100);

  private final Clock clock = Clock.systemUTC();
  private final Signals signals = new Signals();
  private final MemoryStore store = new MemoryStore(clock, signals);
  private final Workflows workflows =
      new Workflows(store, store, new Playbooks(List.of()), clock, signals);
  private final Departure departure = new Departure();

  @Test
  void a_long_poll_does_not_hold_up_a_shutdown() {
    store.put(Samples.running("w1", 1));
    departure.begin();

    LongPoll poll = new LongPoll(workflows, departure, clock, PATIENCE);

    assertThat(poll.rest("w1", WaitTime.parse("60s")))
        .hasValueSatisfying(it -> assertThat(it.state()).isEqualTo(WorkflowState.RUNNING));
  }

  @Test
  void an_event_stream_does_not_hold_up_a_shutdown() {
    store.put(Samples.running("w1", 1));
    LiveStreams live = new LiveStreams(workflows, new Streams(store), departure, clock, PATIENCE);
    live.follow("w1", 0);

    departure.begin();

    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> live.listeners() == 0);
  }
}
