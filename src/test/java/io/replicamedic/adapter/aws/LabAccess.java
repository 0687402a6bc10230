package io.replicamedic.adapter.aws;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.LoginTokens;
import io.replicamedic.outside.NetworkAcls;
import io.replicamedic.outside.ParameterGroups;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.RdsSurvey;
import io.replicamedic.outside.Secrets;
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

  /** The account of everything that names none. */
  public static final AwsAccount ACCOUNT = AwsAccount.OWN.in(REGION);

  /** As what roles are assumed. */
  public static final String SESSION = "replica-medic-lab";

  private final AwsAccess access;

  /** With the SDK's own credentials. */
  public LabAccess(URI endpoint, Duration timeout) {
    this(endpoint, timeout, Clock.systemUTC());
  }

  /** The same, with readings dated by that clock. */
  public LabAccess(URI endpoint, Duration timeout, Clock clock) {
    this(endpoint, ACCOUNT, timeout, clock);
  }

  /** With another account for what names none. */
  public LabAccess(URI endpoint, AwsAccount standard, Duration timeout) {
    this(endpoint, standard, timeout, Clock.systemUTC());
  }

  private LabAccess(URI endpoint, AwsAccount standard, Duration timeout, Clock clock) {
    this.access = new AwsAccess(Optional.of(endpoint), standard, timeout, SESSION, clock);
  }

  /** Where no region is named it is the lab's, not one that this machine may be set to. */
  public AwsAccounts accounts() {
    AwsAccounts all = access.accounts();
    return new AwsAccounts() {
      @Override
      public AwsServices of(AwsAccount account) {
        return all.of(account.region().isEmpty() ? account.in(REGION) : account);
      }

      @Override
      public AwsServices standard() {
        return all.standard();
      }
    };
  }

  public LoginTokens tokens() {
    return access.tokens();
  }

  public Secrets secrets() {
    return access.secrets();
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

  public RdsSurvey survey() {
    return accounts().standard().survey();
  }

  public ParameterGroups parameters() {
    return accounts().standard().parameters();
  }

  @Override
  public void close() {
    access.close();
  }
}
