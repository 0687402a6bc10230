package io.replicamedic.outside;

import java.util.Optional;

/**
 * What the RDS API calls a registered database.
 *
 * @param cluster DBClusterIdentifier of an Aurora (or Multi-AZ) cluster; empty for a lone instance
 * @param instance DBInstanceIdentifier; empty when the cluster's writer is meant
 */
public record AwsIdentity(Optional<String> cluster, Optional<String> instance) {
  /** {@code cluster orders}, {@code instance orders-1}. */
  @Override
  public String toString() {
    return instance
        .map(id -> "instance " + id)
        .or(() -> cluster.map(id -> "cluster " + id))
        .orElse("unnamed");
  }
}
