package io.replicamedic.app;

import io.replicamedic.audit.AuditSchedule;
import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When databases are audited without anybody asking.
 *
 * @param interval from one audit of a database to the next, give or take a tenth; 0 = never
 * @param delay after the start none is audited for so long
 */
record AuditSettings(@DefaultValue("24h") Duration interval, @DefaultValue("1m") Duration delay) {
  private static final Duration SLOW = Duration.ofSeconds(2);
  private static final Duration SHORTEST_LOOK = Duration.ofSeconds(1);
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

  @AssertTrue(message = "interval must be 0 (never), or 1m to 30d")
  boolean isBearable() {
    return interval.isZero()
        || (interval.compareTo(Duration.ofMinutes(1)) >= 0
            && interval.compareTo(Duration.ofDays(30)) <= 0);
  }

  @AssertTrue(message = "delay must be 0 to 1h")
  boolean isBounded() {
    return !delay.isNegative() && delay.compareTo(Duration.ofHours(1)) <= 0;
  }

  AuditSchedule.Pace pace() {
    return new AuditSchedule.Pace(interval, delay, SLOW);
  }

  /** How often it is looked whose time has come. */
  Duration look() {
    Duration part = interval.dividedBy(20);
    if (interval.isZero() || part.compareTo(LONGEST_LOOK) > 0) {
      return LONGEST_LOOK.compareTo(delay) > 0 && delay.isPositive() ? delay : LONGEST_LOOK;
    }
    return part.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : part;
  }
}
