package io.replicamedic.fleet;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.RdsEvent;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the RDS API calls a replica's source, and whose events are about it.
 *
 * @param account in which its events are told
 * @param name for people: {@code cluster orders}
 * @param instances identifiers, in lower case
 * @param clusters likewise
 * @param reach whether its events can be read from here
 */
record RdsSource(
    AwsAccount account, String name, Set<String> instances, Set<String> clusters, Reach reach) {
  /** Where it is. */
  enum Reach {
    HERE,
    /** In a region or account that nobody registered. */
    ELSEWHERE
  }

  RdsSource {
    instances = lower(instances);
    clusters = lower(clusters);
  }

  boolean isSubjectOf(RdsEvent event) {
    return (event.of() == RdsEvent.Subject.CLUSTER ? clusters : instances)
        .contains(event.subject().toLowerCase(Locale.ROOT));
  }

  private static Set<String> lower(Set<String> ids) {
    return ids.stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }
}
