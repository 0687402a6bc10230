package io.replicamedic.adapter.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replicamedic.isolation.EgressRule;
import io.replicamedic.lab.Cloud;
import io.replicamedic.lab.Moto;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.NetworkAcls;
import io.replicamedic.outside.ParameterGroups;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.RdsSurvey;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.outside.Secrets;
import io.replicamedic.outside.SecurityGroups;
import io.replicamedic.outside.VpcNetwork;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The adapters against an EC2 and RDS that nobody here wrote. */
@ExtendWith(DummyCredentials.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MotoTest {
  private final Moto moto = Moto.start();
  private final LabAccess aws =
      new LabAccess(
          moto.uri(), Duration.ofSeconds(20), Clock.fixed(RdsFleetContract.NOON, ZoneOffset.UTC));

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

  /** Subnets and their ACLs. */
  @Nested
  class Acls extends NetworkAclsContract {
    @Override
    Cloud cloud() {
      return moto;
    }

    @Override
    NetworkAcls acls() {
      return aws.acls();
    }

    @Override
    @Test
    @Disabled("moto knows no filter network-acl-id")
    void an_acl_that_is_gone_is_missing() {}

    @Override
    @Test
    @Disabled("moto answers 500 for an entry that is not there")
    void replacing_and_deleting_what_is_not_there_is_refused() {}

    @Override
    @Test
    @Disabled("moto has no quota of entries")
    void more_entries_than_the_quota_are_refused() {}

    @Override
    @Test
    @Disabled("moto forgets an ICMP entry's type and code")
    void icmp_types_and_codes_survive() {}

    @Override
    @Test
    @Disabled("moto carries out a DryRun that concerns an ACL")
    void a_dry_run_that_is_permitted_changes_nothing() {}
  }

  /** Whole security groups. */
  @Nested
  class Groups extends SecurityGroupsContract {
    @Override
    Cloud cloud() {
      return moto;
    }

    @Override
    SecurityGroups groups() {
      return aws.groups();
    }

    /** moto does not tell whose a rule is, so that another account cannot be ruled out. */
    @Override
    String groupAsTold(String id) {
      return "123456789012/" + id;
    }

    @Override
    @Test
    @Disabled("moto deletes a group whoever has it")
    void a_group_that_an_interface_or_a_database_has_is_not_deleted() {}

    @Override
    @Test
    @Disabled("moto deletes a group whoever refers to it")
    void a_group_that_others_refer_to_is_not_deleted() {}
  }

  /** Secrets Manager. */
  @Nested
  class Managed {
    @Test
    void a_secret_is_read_and_read_anew_after_a_rotation() {
      try (var http = Apache5HttpClient.create();
          SecretsManagerClient manager =
              SecretsManagerClient.builder()
                  .endpointOverride(moto.uri())
                  .region(Region.of(Moto.REGION))
                  .httpClient(http)
                  .build();
          // Not the fixed clock: what is remembered has an age.
          LabAccess here = new LabAccess(moto.uri(), Duration.ofSeconds(20))) {
        String arn =
            manager
                .createSecret(
                    secret ->
                        secret
                            .name("prod/orders")
                            .secretString("{\"username\":\"medic\",\"password\":\"0ld\"}"))
                .arn();
        Secrets secrets = here.secrets();
        assertThat(secrets.resolve("aws-secretsmanager:prod/orders")).isEqualTo("0ld");
        assertThat(secrets.resolve("aws-secretsmanager:" + arn + "#username")).isEqualTo("medic");

        manager.putSecretValue(
            secret -> secret.secretId(arn).secretString("{\"password\":\"new\"}"));
        assertThat(secrets.resolve("aws-secretsmanager:prod/orders")).isEqualTo("0ld");
        assertThat(secrets.resolveAnew("aws-secretsmanager:prod/orders")).isEqualTo("new");
        assertThatExceptionOfType(SecretMissing.class)
            .isThrownBy(() -> secrets.resolve("aws-secretsmanager:prod/nowhere"))
            .withMessageContaining("ResourceNotFoundException");
      }
    }
  }

  /** All of RDS at once; moto tells no events. */
  @Nested
  class Survey extends RdsSurveyContract {
    @Override
    Cloud cloud() {
      return moto;
    }

    @Override
    RdsSurvey survey() {
      return aws.survey();
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
      return aws.fleet();
    }

    @Override
    @Test
    @Disabled("moto gives a database any group")
    void a_group_that_is_not_there_is_refused() {}
  }

  /**
   * Parameter groups. moto has no families: a group tells only what was set, without ApplyType and
   * IsModifiable; takes any parameter, any value and any number of them, in AWS's own groups too;
   * and is always in-sync.
   */
  @Nested
  class Parameters extends ParameterGroupsContract {
    @Override
    Cloud cloud() {
      return moto;
    }

    @Override
    ParameterGroups groups() {
      return aws.parameters();
    }
  }

  /** Another region, another account. */
  @Nested
  class Elsewhere {
    private static final AwsAccount THERE =
        new AwsAccount("eu-west-1", "arn:aws:iam::210987654321:role/replica-medic", "ours");

    @Test
    void a_role_is_assumed_and_sees_what_is_in_its_account_and_region() {
      try (SdkHttpClient http = Apache5HttpClient.create();
          StsClient sts = client(StsClient.builder(), http, "us-east-1", lab());
          Ec2Client ec2 = client(Ec2Client.builder(), http, "eu-west-1", as(sts))) {
        String group =
            ec2.createSecurityGroup(made -> made.groupName("there").description("there")).groupId();
        VpcNetwork network = aws.accounts().of(THERE).network();
        List<EgressRule> rules = network.egressRules(Set.of(group));
        assertThat(rules).hasSize(1);
        assertThat(network.revokeEgress(group, List.of(rules.getFirst().id())))
            .isInstanceOf(ApiAnswer.Accepted.class);
        assertThat(network.egressRules(Set.of(group))).isEmpty();
        for (AwsAccount elsewhere :
            List.of(THERE.in("us-east-1"), AwsAccount.OWN.in("eu-west-1"))) {
          assertThatExceptionOfType(CloudUnreadable.class)
              .isThrownBy(() -> aws.accounts().of(elsewhere).network().egressRules(Set.of(group)))
              .satisfies(e -> assertThat(e.noSuchGroup()).isTrue());
        }
      }
    }

    private <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> C client(
        B builder, SdkHttpClient http, String region, AwsCredentialsProvider who) {
      builder.httpClient(http);
      builder.endpointOverride(moto.uri());
      builder.region(Region.of(region));
      builder.credentialsProvider(who);
      return builder.build();
    }

    private static AwsCredentialsProvider lab() {
      return StaticCredentialsProvider.create(AwsBasicCredentials.create("lab", "lab"));
    }

    private static AwsCredentialsProvider as(StsClient sts) {
      Credentials given =
          sts.assumeRole(asked -> asked.roleArn(THERE.role()).roleSessionName("lab")).credentials();
      return StaticCredentialsProvider.create(
          AwsSessionCredentials.create(
              given.accessKeyId(), given.secretAccessKey(), given.sessionToken()));
    }
  }
}
