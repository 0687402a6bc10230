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

  /** The same, with all that a survey tells of one; throws likewise. */
  RdsDatabase database(AwsIdentity identity);

  /**
   * The VPC security groups of a cluster, whatever becomes of its members, or of a lone instance:
   * DescribeDBClusters or DescribeDBInstances alone.
   *
   * @throws CloudUnreadable when it cannot be asked, or knows no such database
   */
  List<RdsFacts.Membership> groups(AwsIdentity owner);

  /**
   * ModifyDBCluster for a cluster, ModifyDBInstance for a lone instance: replaces the whole list of
   * VPC security groups. Sent once; asynchronous: {@link #groups} tells when it is in force.
   *
   * @param owner {@link RdsFacts#owner}
   * @param decidedAt when it was decided: the signature is of that moment, and AWS refuses the call
   *     some minutes later
   */
  ApiAnswer setGroups(AwsIdentity owner, List<String> groups, Instant decidedAt);
}
