package io.replicamedic.rung.replication;

import io.replicamedic.outside.Database;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.workflow.Order;

/** The parameters of an unstick order. */
public final class UnstickOptions {
  /** The request that leaves the network alone. */
  public static final String NO_ISOLATION = "none";

  private static final String RECONFIGURE = "reconfigure";
  private static final String ISOLATION = "isolation";

  private UnstickOptions() {}

  /** Whether the channel is to be cleared and set again even when its configuration is right. */
  public static boolean reconfigureAlways(Order order) {
    return "always".equals(order.parameters().get(RECONFIGURE));
  }

  /** How the network may be cut when SQL does not help: a means, auto, or none. */
  public static String isolation(Order order) {
    return order.parameters().getOrDefault(ISOLATION, "auto");
  }

  /** Whether the channel is configured with the registered source already. */
  public static boolean right(Database database, ReplicationStatus status) {
    return Target.of(database).matches(status);
  }
}
