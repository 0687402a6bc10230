package io.replicamedic.adapter.aws;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.NetworkAcls;
import io.replicamedic.outside.ParameterGroups;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.RdsSurvey;
import io.replicamedic.outside.SecurityGroups;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.replication.Endpoint;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.RdsUtilities;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The clients of one account, each made when it is first asked for; kept by {@link AwsAccess}.
 *
 * <p>A role is assumed before a call is begun and not within it: otherwise an STS that hangs would
 * be told as a call that timed out, and nobody would know which role, nor that nothing was sent.
 */
final class AccountServices implements AwsServices, AutoCloseable {
  private final AwsAccount account;
  private final ClientMaking making;
  private final Lazy<AssumedRole> role;
  private final Lazy<Region> found =
      new Lazy<>(() -> DefaultAwsRegionProviderChain.builder().build().getRegion());
  private final Lazy<Ec2Client> ec2Reader;
  private final Lazy<Ec2Client> ec2Writer;
  private final Lazy<RdsClient> rdsReader;
  private final Lazy<RdsClient> rdsWriter;
  private final Lazy<SecretsManagerClient> secrets;

  AccountServices(AwsAccount account, ClientMaking making) {
    String region = account.region();
    this.account = account;
    this.making = making;
    this.role =
        new Lazy<>(
            () ->
                new AssumedRole(
                    account,
                    making.client(
                        StsClient.builder(), region, making.credentials(), making.assuming()),
                    making.session()));
    this.ec2Reader =
        new Lazy<>(
            () -> making.client(Ec2Client.builder(), region, credentials(), making.readings()));
    this.ec2Writer =
        new Lazy<>(
            () -> making.client(Ec2Client.builder(), region, credentials(), making.writes()));
    this.rdsReader =
        new Lazy<>(
            () -> making.client(RdsClient.builder(), region, credentials(), making.readings()));
    this.rdsWriter =
        new Lazy<>(
            () -> making.client(RdsClient.builder(), region, credentials(), making.writes()));
    this.secrets =
        new Lazy<>(
            () ->
                making.client(
                    SecretsManagerClient.builder(), region, credentials(), making.readings()));
  }

  @Override
  public AwsAccount account() {
    if (!account.region().isEmpty()) {
      return account;
    }
    try {
      return account.in(found.get().id());
    } catch (SdkClientException e) {
      return account; // no client can be made then either, which says why
    }
  }

  @Override
  public RdsFleet fleet() {
    return new RdsApi(assumed(rdsReader), assumed(rdsWriter), making.clock());
  }

  @Override
  public RdsSurvey survey() {
    return new RdsPages(assumed(rdsReader), making.clock());
  }

  @Override
  public ParameterGroups parameters() {
    return new RdsParameters(assumed(rdsReader), assumed(rdsWriter));
  }

  @Override
  public VpcNetwork network() {
    return new Ec2Network(assumed(ec2Reader), assumed(ec2Writer));
  }

  @Override
  public SecurityGroups groups() {
    return new Ec2Groups(assumed(ec2Reader), assumed(ec2Writer));
  }

  @Override
  public NetworkAcls acls() {
    return new Ec2Acls(assumed(ec2Reader), assumed(ec2Writer));
  }

  /** A password for RDS's IAM database authentication. */
  String token(Endpoint endpoint, String user) {
    Region region = account.region().isEmpty() ? found.get() : Region.of(account.region());
    return RdsUtilities.builder()
        .region(region)
        .credentialsProvider(credentials())
        .build()
        .generateAuthenticationToken(
            asked -> asked.hostname(endpoint.host()).port(endpoint.port()).username(user));
  }

  /** The current version of a secret, as text; empty when it is binary. */
  String secret(String name) {
    return Calls.text(
        assumed(secrets).get().getSecretValue(asked -> asked.secretId(name)).secretString());
  }

  @Override
  public void close() {
    secrets.ifMade(SecretsManagerClient::close);
    ec2Reader.ifMade(Ec2Client::close);
    ec2Writer.ifMade(Ec2Client::close);
    rdsReader.ifMade(RdsClient::close);
    rdsWriter.ifMade(RdsClient::close);
    role.ifMade(AssumedRole::close);
  }

  private AwsCredentialsProvider credentials() {
    return account.hasRole() ? role.get() : making.credentials();
  }

  private <C> Supplier<C> assumed(Lazy<C> client) {
    return () -> {
      if (account.hasRole()) {
        role.get().resolveCredentials();
      }
      return client.get();
    };
  }
}
