package io.replicamedic.durability;

import java.util.List;

/**
 * What the RDS API says of a database that matters for durability.
 *
 * @param status available, modifying, …
 * @param multiAz whether a standby (or a member in another zone) is there
 * @param backupRetentionDays BackupRetentionPeriod, 0 = no automated backups
 * @param deletionProtection whether it can be deleted by one call
 * @param managedSource identifier of its RDS source; empty when it has none
 * @param managedReplicas identifiers of the RDS replicas that it feeds
 * @param members number of instances of its cluster; 1 for a lone instance
 */
public record RdsTraits(
    String status,
    boolean multiAz,
    int backupRetentionDays,
    boolean deletionProtection,
    String managedSource,
    List<String> managedReplicas,
    int members) {
  /** Immutable. */
  public RdsTraits {
    managedReplicas = List.copyOf(managedReplicas);
  }
}
