package io.replicamedic.outside;

/**
 * What AWS offers in one region, to one role; got from {@link AwsAccounts}. Having it asks nothing
 * of AWS. A role that cannot be assumed makes readings {@link CloudUnreadable} and writes {@link
 * ApiAnswer.Refused}: nothing was sent then.
 */
public interface AwsServices {
  /** As whom and where; the region is named if it can be found out at all. */
  AwsAccount account();

  /** What databases are. */
  RdsFleet fleet();

  /** All databases at once. */
  RdsSurvey survey();

  /** Parameter groups, of instances and of clusters. */
  ParameterGroups parameters();

  /** Security groups' egress and the interfaces that have them. */
  VpcNetwork network();

  /** Whole security groups. */
  SecurityGroups groups();

  /** Subnets' network ACLs. */
  NetworkAcls acls();
}
