package io.replicamedic.rung.network;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.NetworkAcls;
import io.replicamedic.outside.ParameterGroups;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.RdsSurvey;
import io.replicamedic.outside.SecurityGroups;
import io.replicamedic.outside.VpcNetwork;

/** An AWS in which everything is in one account, with ports that a test has decorated. */
public record OneAccount(
    AwsAccount account, RdsFleet fleet, VpcNetwork network, SecurityGroups groups, NetworkAcls acls)
    implements AwsServices, AwsAccounts {

  /** That one, with another network. */
  public static OneAccount with(AwsServices whole, VpcNetwork network) {
    return new OneAccount(whole.account(), whole.fleet(), network, whole.groups(), whole.acls());
  }

  @Override
  public AwsServices of(AwsAccount any) {
    return this;
  }

  @Override
  public RdsSurvey survey() {
    throw new AssertionError("a cut asks only of its own database");
  }

  @Override
  public ParameterGroups parameters() {
    throw new AssertionError("a cut changes no parameter");
  }

  @Override
  public AwsServices standard() {
    return this;
  }
}
