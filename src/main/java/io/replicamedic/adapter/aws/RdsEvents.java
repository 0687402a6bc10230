package io.replicamedic.adapter.aws;

import static io.replicamedic.adapter.aws.Calls.text;

import io.replicamedic.outside.RdsEvent;
import io.replicamedic.outside.RdsEvent.Kind;
import io.replicamedic.outside.RdsEvent.Subject;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.SourceType;

/**
 * What RDS's events mean. DescribeEvents tells no event number (RDS-EVENT-0013), only category and
 * words, so the words decide, as AWS documents them; what is not known is no event.
 */
final class RdsEvents {
  static final String FAILOVER = "failover";
  static final String READ_REPLICA = "read replica";

  private RdsEvents() {}

  static Optional<RdsEvent> told(Event event, SourceType type) {
    if (event.date() == null || text(event.sourceIdentifier()).isEmpty()) {
      return Optional.empty();
    }
    Subject subject = type == SourceType.DB_CLUSTER ? Subject.CLUSTER : Subject.INSTANCE;
    return kind(event)
        .map(
            kind ->
                new RdsEvent(
                    event.sourceIdentifier(), subject, event.date(), kind, text(event.message())));
  }

  private static Optional<Kind> kind(Event event) {
    String words = text(event.message()).toLowerCase(Locale.ROOT);
    if (event.eventCategories().contains(FAILOVER)) {
      // 0034 says that none is attempted, 0069 that it failed: the old host goes on.
      return words.startsWith("abandoning") || words.startsWith("cluster failover failed")
          ? Optional.empty()
          : Optional.of(Kind.FAILOVER);
    }
    return event.eventCategories().contains(READ_REPLICA) ? replication(words) : Optional.empty();
  }

  private static Optional<Kind> replication(String words) {
    if (words.contains("channel")) { // 0357, 0358: one of several sources
      return Optional.empty();
    }
    if (words.contains("resumed")) {
      return Optional.of(Kind.REPLICATION_RESUMED);
    }
    if (words.contains("terminated")) {
      return Optional.of(Kind.REPLICATION_TERMINATED);
    }
    if (words.contains("stopped")) {
      return Optional.of(
          words.contains("manually") ? Kind.REPLICATION_STOPPED : Kind.REPLICATION_ERROR);
    }
    return Optional.empty();
  }
}
