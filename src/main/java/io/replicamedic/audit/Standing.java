package io.replicamedic.audit;

import io.replicamedic.durability.Audit;
import io.replicamedic.durability.Finding;
import io.replicamedic.durability.Finding.Outcome;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Since when a rule comes out as it does. Times in which it could not be read are no news of it: a
 * rule that failed before and fails after one has failed since before.
 *
 * @param since when it came out so first, and was never read otherwise since
 * @param before how it came out when it could be read last; only while it is unknown
 */
public record Standing(Outcome outcome, Instant since, Optional<Known> before) {
  /** How it came out when it could be read. */
  public record Known(Outcome outcome, Instant since) {}

  static Map<String, Standing> first(Audit audit) {
    return after(Map.of(), audit);
  }

  static Map<String, Standing> after(Map<String, Standing> earlier, Audit audit) {
    Map<String, Standing> stands = new LinkedHashMap<>();
    for (Finding finding : audit.findings()) {
      Standing was = earlier.get(finding.rule());
      stands.put(
          finding.rule(),
          was == null
              ? new Standing(finding.outcome(), audit.at(), Optional.empty())
              : was.then(finding.outcome(), audit.at()));
    }
    return stands;
  }

  private Standing then(Outcome next, Instant at) {
    if (next == outcome) {
      return this;
    }
    if (next == Outcome.UNKNOWN) {
      return new Standing(next, at, Optional.of(new Known(outcome, since)));
    }
    return new Standing(
        next,
        before.filter(known -> known.outcome() == next).map(Known::since).orElse(at),
        Optional.empty());
  }
}
