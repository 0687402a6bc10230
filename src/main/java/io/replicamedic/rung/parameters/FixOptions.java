package io.replicamedic.rung.parameters;

import io.replicamedic.workflow.Order;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an order for a durability fix says, by the names that its request has. */
public final class FixOptions {
  /** Rule ids with commas; empty for flush and sync_binlog, where they warn. */
  public static final String RULES = "rules";

  /** {@code audit}: what the audit's findings want; {@code commits}: flush and sync_binlog to 1. */
  public static final String SETTINGS = "settings";

  /** {@code ask} or {@code accept} that others use a group, too. */
  public static final String SHARED_GROUP = "sharedGroup";

  /** The plan that was looked at; empty for any. */
  public static final String DIGEST = "digest";

  private FixOptions() {}

  /** The rules asked for; empty for what decides whether a commit is on disk. */
  public static Set<String> rules(Order order) {
    return Stream.of(of(order, RULES, "").split(","))
        .filter(rule -> !rule.isBlank())
        .collect(Collectors.toUnmodifiableSet());
  }

  static boolean commitsOnly(Order order) {
    return of(order, SETTINGS, "audit").equals("commits");
  }

  static boolean sharingAccepted(Order order) {
    return of(order, SHARED_GROUP, "ask").equals("accept");
  }

  static String digest(Order order) {
    return of(order, DIGEST, "");
  }

  private static String of(Order order, String name, String otherwise) {
    return order.parameters().getOrDefault(name, otherwise);
  }
}
