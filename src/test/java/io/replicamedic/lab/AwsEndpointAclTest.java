package io.replicamedic.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.RuleAction;

/** The endpoint's subnets, ACLs and prefix lists are EC2's as far as AWS's own SDK can tell. */
class AwsEndpointAclTest {
  private final AwsEndpoint aws = AwsEndpoint.start();
  private final String subnet = aws.subnet("10.0.200.0/24");
  private final String acl = aws.acl(List.of(subnet));
  private final Ec2Client ec2 =
      Ec2Client.builder()
          .endpointOverride(aws.uri())
          .region(Region.of(CloudReader.REGION))
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
          .httpClientBuilder(Apache5HttpClient.builder())
          .overrideConfiguration(it -> it.retryStrategy(DefaultRetryStrategy.doNotRetry()))
          .build();

  @AfterEach
  void end() {
    ec2.close();
    aws.close();
  }

  @Test
  void a_new_subnet_has_the_default_acl_which_lets_everything_through() {
    NetworkAcl usual = having(aws.subnet());
    assertThat(usual.isDefault()).isTrue();
    assertThat(usual.vpcId()).isEqualTo(aws.vpc());
    assertThat(usual.entries())
        .extracting(it -> it.egress() + " " + it.ruleNumber() + " " + it.ruleActionAsString())
        .containsExactlyInAnyOrder(
            "false 100 allow", "false 32767 deny", "true 100 allow", "true 32767 deny");
    String another = aws.subnet("10.0.201.0/24");
    assertThat(having(another).networkAclId()).isEqualTo(usual.networkAclId());
    assertThat(having(subnet).isDefault()).isFalse();
  }

  @Test
  void an_entry_is_told_as_AWS_tells_it() {
    ec2.createNetworkAclEntry(
        it ->
            it.networkAclId(acl)
                .egress(true)
                .ruleNumber(5)
                .protocol("tcp")
                .portRange(ports -> ports.from(3306).to(3306))
                .ruleAction(RuleAction.DENY)
                .cidrBlock("10.9.1.2/16"));
    ec2.createNetworkAclEntry(
        it ->
            it.networkAclId(acl)
                .egress(true)
                .ruleNumber(6)
                .protocol("-1")
                .portRange(ports -> ports.from(1).to(2))
                .ruleAction(RuleAction.ALLOW)
                .ipv6CidrBlock("2001:db8::/32"));
    NetworkAclEntry tcp = egress().getFirst();
    assertThat(tcp.protocol()).isEqualTo("6");
    assertThat(tcp.portRange().from()).isEqualTo(3306);
    assertThat(tcp.cidrBlock()).isEqualTo("10.9.0.0/16");
    NetworkAclEntry all = egress().get(1);
    assertThat(all.portRange()).isNull();
    assertThat(all.cidrBlock()).isNull();
    assertThat(all.ipv6CidrBlock()).isEqualTo("2001:db8::/32");
    assertThat(aws.aclEntries(acl))
        .containsExactly(
            new Cloud.Entry(5, "6", 3306, 3306, "10.9.0.0/16", "deny"),
            new Cloud.Entry(6, "-1", -1, -1, "2001:db8::/32", "allow"),
            new Cloud.Entry(32767, "-1", -1, -1, "0.0.0.0/0", "deny"));
  }

  @Test
  void ingress_and_egress_have_numbers_of_their_own() {
    aws.entry(acl, new Cloud.Entry(5, "-1", -1, -1, "0.0.0.0/0", "allow"));
    ec2.createNetworkAclEntry(
        it ->
            it.networkAclId(acl)
                .egress(false)
                .ruleNumber(5)
                .protocol("-1")
                .ruleAction(RuleAction.ALLOW)
                .cidrBlock("0.0.0.0/0"));
    ec2.deleteNetworkAclEntry(it -> it.networkAclId(acl).egress(false).ruleNumber(5));
    assertThat(egress()).extracting(NetworkAclEntry::ruleNumber).containsExactly(5, 32767);
  }

  @Test
  void the_implicit_last_entries_cannot_be_touched() {
    refused("InvalidParameterValue", () -> delete(32767));
    String both = aws.acl(List.of(aws.subnet("10.0.203.0/24", "2001:db8:1:3::/64")));
    assertThat(aws.aclEntries(both))
        .containsExactly(
            new Cloud.Entry(32767, "-1", -1, -1, "0.0.0.0/0", "deny"),
            new Cloud.Entry(32768, "-1", -1, -1, "::/0", "deny"));
  }

  @Test
  void acls_and_subnets_come_in_pages() {
    for (int i = 0; i < 11; i++) {
      aws.acl(List.of(aws.subnet("10.0." + (210 + i) + ".0/24")));
    }
    assertThat(ec2.describeNetworkAcls().networkAcls()).hasSize(Page.EC2_ITEMS);
    assertThat(ec2.describeNetworkAclsPaginator().networkAcls()).hasSize(13);
    assertThat(ec2.describeSubnetsPaginator().subnets()).hasSize(13);
  }

  @Test
  void what_is_not_there_is_named_as_aws_does() {
    refused(
        "InvalidNetworkAclID.NotFound",
        () -> ec2.describeNetworkAcls(it -> it.networkAclIds("acl-nowhere")));
    refused("InvalidSubnetID.NotFound", () -> ec2.describeSubnets(it -> it.subnetIds("subnet-x")));
    refused("InvalidNetworkAclEntry.NotFound", () -> delete(77));
    refused(
        "InvalidPrefixListID.NotFound",
        () -> ec2.getManagedPrefixListEntries(it -> it.prefixListId("pl-nowhere")));
  }

  @Test
  void a_prefix_list_counts_as_its_size_and_must_exist() {
    String group = aws.group("counted");
    String list = aws.prefixList("offices", 59, List.of("10.7.0.0/16"));
    aws.egress(group, "tcp", 1, 1, list, "", Map.of());
    aws.egress(group, "tcp", 1, 1, "10.0.0.0/8", "", Map.of());
    assertThatThrownBy(() -> aws.egress(group, "tcp", 2, 2, "10.0.0.0/8", "", Map.of()))
        .hasMessageContaining("RulesPerSecurityGroupLimitExceeded");
    aws.egress(group, "tcp", 2, 2, "::/0", "", Map.of()); // the other family has room
    assertThatThrownBy(() -> aws.egress(group, "tcp", 3, 3, "pl-nowhere", "", Map.of()))
        .hasMessageContaining("InvalidPrefixListID.NotFound");
    assertThat(ec2.getManagedPrefixListEntries(it -> it.prefixListId(list)).entries())
        .extracting(it -> it.cidr())
        .containsExactly("10.7.0.0/16");
  }

  @Test
  void a_change_by_others_is_not_in_the_log() {
    aws.entry(acl, new Cloud.Entry(5, "6", 1, 9, "10.0.0.0/8", "allow"));
    aws.entry(acl, new Cloud.Entry(5, "6", 1, 9, "10.0.0.0/8", "deny"));
    assertThat(aws.aclEntries(acl).getFirst().action()).isEqualTo("deny");
    aws.deleteEntryByOthers(acl, 5);
    assertThat(aws.aclEntries(acl)).hasSize(1);
    assertThat(aws.calls()).isEmpty();
  }

  @Test
  void a_deletion_can_be_seen_later_than_it_is_answered() {
    aws.entry(acl, new Cloud.Entry(5, "-1", -1, -1, "10.0.0.0/8", "allow"));
    aws.next("DeleteNetworkAclEntry").seenAfter(1);
    delete(5);
    assertThat(egress()).hasSize(2);
    assertThat(egress()).hasSize(1);
    assertThat(aws.writes()).extracting(AwsEndpoint.Call::answer).containsExactly("OK");
  }

  private void delete(int number) {
    ec2.deleteNetworkAclEntry(it -> it.networkAclId(acl).egress(true).ruleNumber(number));
  }

  private List<NetworkAclEntry> egress() {
    return having(subnet).entries().stream().filter(NetworkAclEntry::egress).toList();
  }

  private NetworkAcl having(String id) {
    Filter of = Filter.builder().name("association.subnet-id").values(id).build();
    List<NetworkAcl> told = ec2.describeNetworkAcls(it -> it.filters(of)).networkAcls();
    assertThat(told).hasSize(1);
    return told.getFirst();
  }

  private static void refused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.statusCode()).isEqualTo(400);
            });
  }
}
