package io.replicamedic.adapter.aws;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.services.ec2.Ec2ServiceClientConfiguration;
import software.amazon.awssdk.services.ec2.auth.scheme.Ec2AuthSchemeProvider;
import software.amazon.awssdk.services.rds.RdsServiceClientConfiguration;
import software.amazon.awssdk.services.rds.auth.scheme.RdsAuthSchemeProvider;

/**
 * Signs one request as of the moment of its decision, whenever it leaves: AWS refuses it when it
 * arrives too long after that (RequestExpired). Asked for by writes to targets that have no id to
 * burn (design.md, Zombies). The signing clock also overrules the SDK's guess at clock skew.
 */
final class SignedAsOf {
  private SignedAsOf() {}

  static AwsRequestOverrideConfiguration ec2(Instant moment) {
    Ec2AuthSchemeProvider usual = Ec2AuthSchemeProvider.defaultProvider();
    return with(
        client ->
            ((Ec2ServiceClientConfiguration.Builder) client)
                .authSchemeProvider(asked -> at(moment, usual.resolveAuthScheme(asked))));
  }

  static AwsRequestOverrideConfiguration rds(Instant moment) {
    RdsAuthSchemeProvider usual = RdsAuthSchemeProvider.defaultProvider();
    return with(
        client ->
            ((RdsServiceClientConfiguration.Builder) client)
                .authSchemeProvider(asked -> at(moment, usual.resolveAuthScheme(asked))));
  }

  private static AwsRequestOverrideConfiguration with(SdkPlugin plugin) {
    return AwsRequestOverrideConfiguration.builder().addPlugin(plugin).build();
  }

  private static List<AuthSchemeOption> at(Instant moment, List<AuthSchemeOption> usual) {
    Clock then = Clock.fixed(moment, ZoneOffset.UTC);
    return usual.stream()
        .map(option -> option.toBuilder().putSignerProperty(HttpSigner.SIGNING_CLOCK, then).build())
        .toList();
  }
}
