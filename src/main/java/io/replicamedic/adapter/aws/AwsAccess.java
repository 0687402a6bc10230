package io.replicamedic.adapter.aws;

import io.replicamedic.outside.NetworkAcls;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.SecurityGroups;
import io.replicamedic.outside.VpcNetwork;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * The AWS account that the service works in; made once by the wiring, closed with it. Nothing is
 * built or asked before the first call, so a service without AWS needs neither region nor
 * credentials. Credentials come from the SDK's default chain: system properties, environment, web
 * identity (IRSA), profile, container, instance.
 */
public final class AwsAccess implements AutoCloseable {
  private final Optional<URI> endpoint;
  private final String region;
  private final Duration apiTimeout;
  private final Lazy<SdkHttpClient> http = new Lazy<>(() -> Apache5HttpClient.builder().build());
  private final Lazy<DefaultCredentialsProvider> credentials =
      new Lazy<>(() -> DefaultCredentialsProvider.builder().build());
  private final Lazy<Ec2Client> ec2Reader;
  private final Lazy<Ec2Client> ec2Writer;
  private final Lazy<RdsClient> rdsReader;
  private final Lazy<RdsClient> rdsWriter;

  /**
   * Builds nothing yet.
   *
   * @param endpoint another place than AWS's own where EC2 and RDS are served; empty for AWS's
   * @param region {@code eu-central-1}; empty for what the SDK's own chain finds
   * @param apiTimeout the longest that one call may take, repetitions of a reading included; less
   *     than the lease (design.md, Zombies)
   */
  public AwsAccess(Optional<URI> endpoint, String region, Duration apiTimeout) {
    this.endpoint = endpoint;
    this.region = region;
    this.apiTimeout = apiTimeout;
    this.ec2Reader = new Lazy<>(() -> built(Ec2Client.builder(), readings()));
    this.ec2Writer = new Lazy<>(() -> built(Ec2Client.builder(), writes()));
    this.rdsReader = new Lazy<>(() -> built(RdsClient.builder(), readings()));
    this.rdsWriter = new Lazy<>(() -> built(RdsClient.builder(), writes()));
  }

  /** Security groups and the interfaces that have them. */
  public VpcNetwork network() {
    return new Ec2Network(ec2Reader, ec2Writer);
  }

  /** Subnets' network ACLs. */
  public NetworkAcls acls() {
    return new Ec2Acls(ec2Reader, ec2Writer);
  }

  /** Whole security groups. */
  public SecurityGroups groups() {
    return new Ec2Groups(ec2Reader, ec2Writer);
  }

  /** What databases are; {@code clock} dates the readings. */
  public RdsFleet fleet(Clock clock) {
    return new RdsApi(rdsReader, rdsWriter, clock);
  }

  @Override
  public void close() {
    ec2Reader.ifMade(Ec2Client::close);
    ec2Writer.ifMade(Ec2Client::close);
    rdsReader.ifMade(RdsClient::close);
    rdsWriter.ifMade(RdsClient::close);
    credentials.ifMade(DefaultCredentialsProvider::close);
    http.ifMade(SdkHttpClient::close);
  }

  /** An attempt that hangs leaves time for another. */
  private ClientOverrideConfiguration readings() {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(AwsRetryStrategy.forRetryMode(RetryMode.STANDARD))
        .apiCallAttemptTimeout(apiTimeout.dividedBy(2))
        .apiCallTimeout(apiTimeout)
        .build();
  }

  private ClientOverrideConfiguration writes() {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(AwsRetryStrategy.doNotRetry())
        .apiCallTimeout(apiTimeout)
        .build();
  }

  /** The clients share what is given to them here, and leave it open when they are closed. */
  private <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> C built(
      B builder, ClientOverrideConfiguration how) {
    builder.httpClient(http.get());
    builder.credentialsProvider(credentials.get());
    builder.overrideConfiguration(how);
    endpoint.ifPresent(builder::endpointOverride);
    if (!region.isEmpty()) {
      builder.region(Region.of(region));
    }
    return builder.build();
  }
}
