package io.replicamedic.isolation;

import java.util.Optional;

/** The description by which a rule of ours names the obligation that added it (law 6). */
public final class Mark {
  private static final String PREFIX = "replica-medic cut ";

  private Mark() {}

  /** The description of rules that this obligation adds. */
  public static String of(String obligationId) {
    return PREFIX + obligationId;
  }

  /** The obligation that added the rule; empty when it is not ours. */
  public static Optional<String> obligation(EgressRule rule) {
    return rule.description().startsWith(PREFIX)
        ? Optional.of(rule.description().substring(PREFIX.length()))
        : Optional.empty();
  }

  /** Whether that obligation added the rule. */
  public static boolean isOf(String obligationId, EgressRule rule) {
    return rule.description().equals(of(obligationId));
  }
}
