package io.replicamedic.web;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** The value of {@code ?wait=}: seconds as {@code 30} or {@code 30s}, or ISO 8601 {@code PT30S}. */
record WaitTime(Duration atMost) {
  static final WaitTime NONE = new WaitTime(Duration.ZERO);

  /**
   * Reads it; called by MVC, which answers 400 when it throws.
   *
   * @throws IllegalArgumentException for any other form and for negative times
   */
  static WaitTime parse(String text) {
    Duration duration = durationOf(text.strip().toUpperCase(Locale.ROOT));
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a wait is not negative");
    }
    return new WaitTime(duration);
  }

  private static Duration durationOf(String text) {
    if (text.matches("[0-9]{1,6}S?")) {
      return Duration.ofSeconds(Long.parseLong(text.replace("S", "")));
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("not a wait time: 30s, 30 or PT30S", e);
    }
  }
}
