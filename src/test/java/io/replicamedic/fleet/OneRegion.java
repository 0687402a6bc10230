package io.replicamedic.fleet;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.NetworkAcls;
import io.replicamedic.outside.ParameterGroups;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.RdsSurvey;
import io.replicamedic.outside.SecurityGroups;
import io.replicamedic.outside.VpcNetwork;

/** An AWS of one account, of which the fleet asks RDS only. */
record OneRegion(RdsSurvey survey, RdsFleet fleet) implements AwsAccounts, AwsServices {
  @Override
  public AwsServices of(AwsAccount account) {
    return this;
  }

  @Override
  public AwsServices standard() {
    return this;
  }

  @Override
  public AwsAccount account() {
    return AwsAccount.OWN;
  }

  @Override
  public ParameterGroups parameters() {
    throw new AssertionError("the fleet asks for no parameters");
  }

  @Override
  public VpcNetwork network() {
    throw new AssertionError("the fleet does not ask EC2");
  }

  @Override
  public SecurityGroups groups() {
    throw new AssertionError("the fleet does not ask EC2");
  }

  @Override
  public NetworkAcls acls() {
    throw new AssertionError("the fleet does not ask EC2");
  }
}
