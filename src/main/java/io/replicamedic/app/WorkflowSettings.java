package io.replicamedic.app;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Patience of the engine.
 *
 * @param grace after an obligation's deadline: from then on it is discharged apart from its
 *     workflow, and an alarm is raised
 */
record WorkflowSettings(
    @DefaultValue("100ms") Duration poll,
    @DefaultValue("2m") Duration unreadable,
    @DefaultValue("1m") Duration progressing,
    @DefaultValue("3") int setbacks,
    @DefaultValue("3") int attempts,
    @DefaultValue("5s") Duration waitingPoll,
    @DefaultValue("10s") Duration sweep,
    @DefaultValue("15s") Duration grace) {
  @AssertTrue(message = "grace must not be negative")
  boolean isPatient() {
    return !grace.isNegative();
  }
}
