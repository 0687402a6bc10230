package io.replicamedic.durability;

import java.util.Locale;
import java.util.Set;

/** What people are about to do to a database on purpose, and which failures it amounts to. */
public enum PlannedWork {
  /** To the standby, or to another member. */
  FAILOVER(FailureKind.FAILOVER, FailureKind.HOST_OR_ZONE_FAILURE),
  /** A restart that does not end well is a crash. */
  REBOOT(FailureKind.PROCESS_CRASH, FailureKind.HOST_OR_ZONE_FAILURE),
  /** Engine or operating system: a failover with Multi-AZ, a restart without. */
  UPGRADE(FailureKind.FAILOVER, FailureKind.HOST_OR_ZONE_FAILURE),
  /** Another host. */
  CLASS_CHANGE(FailureKind.FAILOVER, FailureKind.HOST_OR_ZONE_FAILURE),
  /** Perhaps another host. */
  STORAGE_CHANGE(FailureKind.FAILOVER, FailureKind.HOST_OR_ZONE_FAILURE),
  /** From a snapshot: of what the volume has, not of what the server holds in memory. */
  CREATE_REPLICAS(FailureKind.HOST_OR_ZONE_FAILURE);

  private final Set<FailureKind> like;

  PlannedWork(FailureKind... like) {
    this.like = Set.of(like);
  }

  /** What can go wrong with it. */
  public Set<FailureKind> like() {
    return like;
  }

  /** {@code class-change}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
