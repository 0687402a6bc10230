package io.replicamedic.outside;

/** The RDS API as far as it tells what a database is. */
public interface RdsFleet {
  /**
   * DescribeDBInstances, with DescribeDBClusters for members of a cluster.
   *
   * @throws CloudUnreadable when it cannot be asked, or knows no such database
   */
  RdsFacts facts(AwsIdentity identity);
}
