package io.replicamedic.adapter.aws;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.LoginTokens;
import io.replicamedic.outside.NetworkAcls;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.SecurityGroups;
import io.replicamedic.outside.VpcNetwork;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The ways to an AWS of the lab's; what is asked without an account is asked in one region. */
public final class LabAccess implements AutoCloseable {
  /** The region that the lab's clouds are asked in, unless a test is about regions. */
  public static final String REGION = "us-east-1";

  private final AwsAccess access;

  /** With the SDK's own credentials. */
  public LabAccess(URI endpoint, Duration timeout) {
    this(endpoint, timeout, Clock.systemUTC());
  }

  /** The same, with readings dated by that clock. */
  public LabAccess(URI endpoint, Duration timeout, Clock clock) {
    this.access =
        new AwsAccess(
            Optional.of(endpoint), AwsAccount.OWN.in(REGION), timeout, "replica-medic-lab", clock);
  }

  public AwsAccounts accounts() {
    return access.accounts();
  }

  public LoginTokens tokens() {
    return access.tokens();
  }

  public VpcNetwork network() {
    return accounts().standard().network();
  }

  public NetworkAcls acls() {
    return accounts().standard().acls();
  }

  public SecurityGroups groups() {
    return accounts().standard().groups();
  }

  public RdsFleet fleet() {
    return accounts().standard().fleet();
  }

  @Override
  public void close() {
    access.close();
  }
}
