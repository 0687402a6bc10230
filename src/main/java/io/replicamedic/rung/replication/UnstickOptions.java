package io.replicamedic.rung.replication;

import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.replication.BinlogPosition;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.workflow.Order;
import java.util.Optional;

/** The parameters of an unstick order. */
public final class UnstickOptions {
  /** The request that leaves the network alone. */
  public static final String NO_ISOLATION = "none";

  private static final String RECONFIGURE = "reconfigure";
  private static final String ISOLATION = "isolation";
  private static final String CHANNEL = "channel";
  private static final String POSITION = "position";

  private UnstickOptions() {}

  /**
   * Whether the channel is to be cleared and set again even when its configuration is right;
   * another place to go on at is another configuration.
   */
  public static boolean reconfigureAlways(Order order) {
    return "always".equals(order.parameters().get(RECONFIGURE))
        || chosenPosition(order).isPresent();
  }

  /** How the network may be cut when SQL does not help: a means, auto, or none. */
  public static String isolation(Order order) {
    return order.parameters().getOrDefault(ISOLATION, "auto");
  }

  /** Which channel it is about; "" is the default one, and what orders of before meant. */
  public static String channel(Order order) {
    return order.parameters().getOrDefault(CHANNEL, "");
  }

  /** Whether file and position are asked for, whatever the channel has. */
  static boolean byPosition(Order order) {
    return !position(order).equals("auto");
  }

  /** The place in the source's binary log that the request names. */
  static Optional<BinlogPosition> chosenPosition(Order order) {
    int colon = position(order).lastIndexOf(':');
    return colon < 0
        ? Optional.empty()
        : Optional.of(
            new BinlogPosition(
                position(order).substring(0, colon),
                Long.parseLong(position(order).substring(colon + 1))));
  }

  /**
   * Whether it says which channel, or where to go on: what versions before these were there do not
   * read.
   */
  public static boolean placed(Order order) {
    return !channel(order).isEmpty() || byPosition(order);
  }

  private static String position(Order order) {
    return order.parameters().getOrDefault(POSITION, "auto");
  }

  /** Whether the channel is configured as the order wants it already. */
  public static boolean right(RegisteredSource source, Order order, ReplicationStatus status) {
    return Target.of(source, order, status).matches(status);
  }

  /** How it goes on, where that is not by GTID as before; for a plan. */
  public static Optional<String> positioningNote(
      RegisteredSource source, Order order, ReplicationStatus status) {
    if (!Target.of(source, order, status).byPosition()) {
      return Optional.empty();
    }
    return Optional.of(
        status.autoPosition()
            ? "the channel uses auto position; as the request says, it goes on at a file and a"
                + " position from now on"
            : "the channel does not use auto position and is left so: it goes on at a file and a"
                + " position");
  }
}
