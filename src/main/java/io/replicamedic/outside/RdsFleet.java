package io.replicamedic.outside;

import java.time.Instant;
import java.util.List;

/** The RDS API as far as it tells what a database is. */
public interface RdsFleet {
  /**
   * DescribeDBInstances, with DescribeDBClusters for members of a cluster.
   *
   * @throws CloudUnreadable when it cannot be asked, or knows no such database
   */
  RdsFacts facts(AwsIdentity identity);

  /**
   * ModifyDBCluster for a member of a cluster, ModifyDBInstance otherwise: replaces the whole list
   * of VPC security groups. Sent once; asynchronous: {@link #facts} tells when it is in force.
   *
   * @param decidedAt when it was decided: the signature is of that moment, and AWS refuses the call
   *     some minutes later
   */
  ApiAnswer setGroups(RdsFacts database, List<String> groups, Instant decidedAt);
}
