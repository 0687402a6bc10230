package io.replicamedic.adapter.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replicamedic.isolation.EgressRule;
import io.replicamedic.lab.Cloud;
import io.replicamedic.lab.Moto;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.VpcNetwork;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The adapters against an EC2 and RDS that nobody here wrote. */
@ExtendWith(DummyCredentials.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MotoTest {
  private final Moto moto = Moto.start();
  private final AwsAccess aws =
      new AwsAccess(Optional.of(moto.uri()), Moto.REGION, Duration.ofSeconds(20));

  @AfterAll
  void gone() {
    aws.close();
    moto.close();
    assertThat(ProcessHandle.of(moto.pid()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  /** EC2. */
  @Nested
  class Network extends VpcNetworkContract {
    @Override
    Cloud cloud() {
      return moto;
    }

    @Override
    VpcNetwork network() {
      return aws.network();
    }

    /** moto 5.2 has AWS's code for ModifySecurityGroupRules and Describe only. */
    @Override
    String codeOfUnknownRule() {
      return "InvalidPermission.NotFound";
    }

    /** moto does not tell whose a rule is, so that another account cannot be ruled out. */
    @Override
    String groupAsTold(String id) {
      return "123456789012/" + id;
    }

    @Test
    void ingress_is_not_told() {
      String group = group();
      String out = moto.egress(group, "-1", -1, -1, "0.0.0.0/0", "", Map.of());
      try (var http = Apache5HttpClient.create();
          Ec2Client ec2 =
              Ec2Client.builder()
                  .endpointOverride(moto.uri())
                  .region(Region.of(Moto.REGION))
                  .httpClient(http)
                  .build()) {
        ec2.authorizeSecurityGroupIngress(
            in -> in.groupId(group).ipProtocol("tcp").fromPort(22).toPort(22).cidrIp("10.0.0.0/8"));
      }
      assertThat(rules(group)).extracting(EgressRule::id).containsExactly(out);
    }

    /** AWS clears host bits; moto keeps them, and so shows what becomes of what we cannot read. */
    @Test
    void a_block_that_is_none_is_not_guessed() {
      String group = group();
      String odd = moto.egress(group, "-1", -1, -1, "10.0.0.1/8", "", Map.of());
      assertThatExceptionOfType(CloudUnreadable.class)
          .isThrownBy(() -> rules(group))
          .withMessageContaining(odd)
          .withMessageContaining("10.0.0.1/8");
    }
  }

  /** RDS. */
  @Nested
  class Fleet extends RdsFleetContract {
    @Override
    Cloud cloud() {
      return moto;
    }

    @Override
    RdsFleet fleet() {
      return aws.fleet(Clock.fixed(NOON, ZoneOffset.UTC));
    }
  }
}
