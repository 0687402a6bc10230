package io.replicamedic.web;

import io.replicamedic.obligation.Alarms;
import io.replicamedic.obligation.Obligation;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Views of obligations, with whether they are late and whether people were told. */
@Component
class Owed {
  private final Alarms alarms;
  private final Clock clock;

  Owed(Alarms alarms, Clock clock) {
    this.alarms = alarms;
    this.clock = clock;
  }

  ObligationView view(Obligation obligation) {
    Instant now = clock.instant();
    // None is raised before the deadline: most views ask nothing.
    return ObligationView.of(
        obligation,
        now.isAfter(obligation.deadline()) ? alarms.of(obligation.id()) : Optional.empty(),
        now);
  }
}
