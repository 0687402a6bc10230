package io.replicamedic.web;

import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.WorkflowState;
import io.replicamedic.workflow.Workflows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Holds a {@code ?wait=} request until the workflow ended, needs a person, or time is over. */
@Component
class LongPoll {
  /** How soon a shutdown is noticed. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Workflows workflows;
  private final Departure departure;
  private final Clock clock;
  private final Duration longest;

  LongPoll(
      Workflows workflows, Departure departure, Clock clock, WebConfiguration.Patience patience) {
    this.workflows = workflows;
    this.departure = departure;
    this.clock = clock;
    this.longest = patience.longestWait();
  }

  /** The workflow as it is then; empty when there is none. */
  Optional<Workflow> rest(String id, WaitTime asked) {
    Duration most = asked.atMost().compareTo(longest) > 0 ? longest : asked.atMost();
    Instant until = clock.instant().plus(most);
    while (true) {
      Duration left = Duration.between(clock.instant(), until);
      Optional<Workflow> now = workflows.awaitRest(id, left.compareTo(LOOK) > 0 ? LOOK : left);
      if (now.isEmpty() || atRest(now.get()) || departure.begun() || !left.isPositive()) {
        return now;
      }
    }
  }

  private static boolean atRest(Workflow workflow) {
    return workflow.state().ended() || workflow.state() == WorkflowState.WAITING;
  }
}
