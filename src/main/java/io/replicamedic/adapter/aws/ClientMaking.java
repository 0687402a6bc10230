package io.replicamedic.adapter.aws;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * How all clients are made, and what they share: connections, and our own credentials. Used by
 * {@link AccountServices}.
 */
final class ClientMaking implements AutoCloseable {
  private final Optional<URI> endpoint;
  private final Duration apiTimeout;
  private final String session;
  private final Clock clock;
  private final Lazy<SdkHttpClient> http = new Lazy<>(() -> Apache5HttpClient.builder().build());
  private final Lazy<DefaultCredentialsProvider> credentials =
      new Lazy<>(() -> DefaultCredentialsProvider.builder().build());

  ClientMaking(Optional<URI> endpoint, Duration apiTimeout, String session, Clock clock) {
    this.endpoint = endpoint;
    this.apiTimeout = apiTimeout;
    this.session = session;
    this.clock = clock;
  }

  /** The clients share what is given to them here, and leave it open when they are closed. */
  <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> C client(
      B builder, String region, AwsCredentialsProvider who, ClientOverrideConfiguration how) {
    builder.httpClient(http.get());
    builder.credentialsProvider(who);
    builder.overrideConfiguration(how);
    endpoint.ifPresent(builder::endpointOverride);
    if (!region.isEmpty()) {
      builder.region(Region.of(region));
    }
    return builder.build();
  }

  /** Our own. */
  AwsCredentialsProvider credentials() {
    return credentials.get();
  }

  String session() {
    return session;
  }

  Clock clock() {
    return clock;
  }

  /** An attempt that hangs leaves time for another. */
  ClientOverrideConfiguration readings() {
    return repeating(apiTimeout);
  }

  /** It comes before a call, which then takes at most half as long again. */
  ClientOverrideConfiguration assuming() {
    return repeating(apiTimeout.dividedBy(2));
  }

  ClientOverrideConfiguration writes() {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(AwsRetryStrategy.doNotRetry())
        .apiCallTimeout(apiTimeout)
        .build();
  }

  private static ClientOverrideConfiguration repeating(Duration timeout) {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(AwsRetryStrategy.forRetryMode(RetryMode.STANDARD))
        .apiCallAttemptTimeout(timeout.dividedBy(2))
        .apiCallTimeout(timeout)
        .build();
  }

  @Override
  public void close() {
    credentials.ifMade(DefaultCredentialsProvider::close);
    http.ifMade(SdkHttpClient::close);
  }
}
