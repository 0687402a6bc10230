package io.replicamedic.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How plain text words time: UTC with milliseconds, durations in seconds. */
final class Times {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Times() {}

  static String utc(Instant at) {
    return UTC.format(at);
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f s", duration.toMillis() / 1000.0);
  }

  /** In the largest whole unit: {@code 7 days}, {@code 90 minutes}. */
  static String words(Duration duration) {
    if (duration.equals(Duration.ofDays(duration.toDays()))) {
      return duration.toDays() + " days";
    }
    return duration.equals(Duration.ofHours(duration.toHours()))
        ? duration.toHours() + " hours"
        : duration.toMinutes() + " minutes";
  }

  static String between(Instant from, Instant to) {
    return seconds(Duration.between(from, to));
  }
}
