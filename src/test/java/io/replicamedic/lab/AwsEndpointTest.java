package io.replicamedic.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RevokedSecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The endpoint is AWS as far as AWS's own SDK can tell, and does what is scripted. */
class AwsEndpointTest {
  private static final String AUTHORIZE = "AuthorizeSecurityGroupEgress";
  private static final String REVOKE = "RevokeSecurityGroupEgress";
  private static final String DESCRIBE = "DescribeSecurityGroupRules";

  private final AwsEndpoint aws = AwsEndpoint.start();
  private final String group = aws.group("sg default");
  private final Ec2Client ec2 =
      Ec2Client.builder()
          .endpointOverride(aws.uri())
          .region(Region.of(CloudReader.REGION))
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
          .httpClientBuilder(Apache5HttpClient.builder())
          .overrideConfiguration(
              client ->
                  client
                      .retryStrategy(DefaultRetryStrategy.doNotRetry())
                      .apiCallAttemptTimeout(Duration.ofSeconds(10)))
          .build();

  @AfterEach
  void end() {
    ec2.close();
    aws.close();
  }

  @Test
  void an_authorised_rule_is_read_back_whole() {
    AuthorizeSecurityGroupEgressResponse made =
        ec2.authorizeSecurityGroupEgress(
            tcp(3306, "10.1.2.3/8")
                .tagSpecifications(
                    tags ->
                        tags.resourceType(ResourceType.SECURITY_GROUP_RULE)
                            .tags(Tag.builder().key("owner").value("a & <b>").build()))
                .build());
    SecurityGroupRule rule = made.securityGroupRules().getFirst();
    assertThat(made.returnValue()).isTrue();
    assertThat(rule.securityGroupRuleId()).matches("sgr-[0-9a-f]{17}");
    assertThat(rules()).containsExactly(rule);
    assertThat(rule.groupId()).isEqualTo(group);
    assertThat(rule.isEgress()).isTrue();
    assertThat(rule.ipProtocol()).isEqualTo("tcp");
    assertThat(rule.fromPort()).isEqualTo(3306);
    assertThat(rule.toPort()).isEqualTo(3306);
    assertThat(rule.cidrIpv4()).isEqualTo("10.0.0.0/8");
    assertThat(rule.description()).isEqualTo("for 3306");
    assertThat(rule.tags()).containsExactly(Tag.builder().key("owner").value("a & <b>").build());
    assertThat(aws.egressRules(List.of(group)))
        .containsExactly(
            new Cloud.Rule(
                rule.securityGroupRuleId(),
                group,
                "tcp",
                3306,
                3306,
                "10.0.0.0/8",
                "for 3306",
                Map.of("owner", "a & <b>")));
  }

  @Test
  void rules_of_every_kind_of_target_are_told_in_both_describes() {
    String other = aws.group("other");
    String list = aws.prefixList("offices", 3, List.of("10.7.0.0/16"));
    ec2.authorizeSecurityGroupEgress(
        authorise(
                IpPermission.builder()
                    .ipProtocol("-1")
                    .ipRanges(it -> it.cidrIp("0.0.0.0/0"))
                    .ipv6Ranges(it -> it.cidrIpv6("::/0"))
                    .prefixListIds(it -> it.prefixListId(list).description("listed"))
                    .userIdGroupPairs(it -> it.groupId(other))
                    .build())
            .build());
    assertThat(rules()).extracting(SecurityGroupRule::cidrIpv4).contains("0.0.0.0/0");
    assertThat(rules()).extracting(SecurityGroupRule::cidrIpv6).contains("::/0");
    assertThat(rules()).extracting(SecurityGroupRule::prefixListId).contains(list);
    assertThat(rules()).extracting(SecurityGroupRule::fromPort).containsOnly(-1);
    assertThat(rules())
        .extracting(SecurityGroupRule::referencedGroupInfo)
        .contains(ReferencedSecurityGroup.builder().groupId(other).build());
    SecurityGroup described =
        ec2.describeSecurityGroups(it -> it.groupIds(group)).securityGroups().getFirst();
    IpPermission permission = described.ipPermissionsEgress().getFirst();
    assertThat(described.groupName()).isEqualTo("sg default");
    assertThat(permission.fromPort()).isNull();
    assertThat(permission.ipRanges().getFirst().cidrIp()).isEqualTo("0.0.0.0/0");
    assertThat(permission.ipv6Ranges().getFirst().cidrIpv6()).isEqualTo("::/0");
    assertThat(permission.prefixListIds().getFirst().description()).isEqualTo("listed");
    assertThat(permission.userIdGroupPairs().getFirst().groupId()).isEqualTo(other);
  }

  @Test
  void rules_come_in_pages() {
    for (int port = 1; port <= 12; port++) {
      aws.egress(group, "tcp", port, port, "10.0.0.0/8", "", Map.of("n", "" + port % 2));
    }
    var first = ec2.describeSecurityGroupRules(it -> it.maxResults(1000).filters(ofGroup()));
    assertThat(first.securityGroupRules()).hasSize(Page.EC2_ITEMS);
    assertThat(first.nextToken()).isNotEmpty();
    assertThat(rules())
        .extracting(SecurityGroupRule::fromPort)
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 12).boxed().toList());
    assertThat(aws.egressRules(List.of(group))).hasSize(12);
    assertThat(
            ec2.describeSecurityGroupRulesPaginator(
                    it -> it.filters(ofGroup(), filter("tag:n", "1")))
                .securityGroupRules())
        .hasSize(6);
  }

  @Test
  void a_rule_that_stays_is_in_some_page_while_others_go() {
    for (int port = 1; port <= 12; port++) {
      aws.egress(group, "tcp", port, port, "10.0.0.0/8", "", Map.of());
    }
    var first = ec2.describeSecurityGroupRules(it -> it.filters(ofGroup()));
    List<String> gone =
        first.securityGroupRules().stream().map(SecurityGroupRule::securityGroupRuleId).toList();
    gone.forEach(aws::revokeByOthers);
    var second =
        ec2.describeSecurityGroupRules(it -> it.filters(ofGroup()).nextToken(first.nextToken()));
    assertThat(second.securityGroupRules()).hasSize(Page.EC2_ITEMS);
    assertThat(rules()).hasSize(7).containsAll(second.securityGroupRules());
    refused(
        400,
        "InvalidNextToken",
        () -> ec2.describeSecurityGroupRules(it -> it.nextToken("another")));
  }

  @Test
  void a_duplicate_leaves_the_whole_call_undone() {
    aws.egress(group, "tcp", 2, 2, "10.0.0.0/8", "another description", Map.of());
    assertThatThrownBy(
            () ->
                ec2.authorizeSecurityGroupEgress(
                    authorise(permission(1, "10.0.0.0/8"), permission(2, "10.0.0.0/8")).build()))
        .satisfies(it -> isError(it, 400, "InvalidPermission.Duplicate"));
    assertThat(rules()).hasSize(1);
  }

  @Test
  void sixty_rules_fit_and_not_one_more() {
    ec2.authorizeSecurityGroupEgress(
        authorise(
                IntStream.rangeClosed(1, 60)
                    .mapToObj(port -> permission(port, "10.0.0.0/8"))
                    .toArray(IpPermission[]::new))
            .build());
    refused(
        400,
        "RulesPerSecurityGroupLimitExceeded",
        () -> ec2.authorizeSecurityGroupEgress(tcp(61, "10.0.0.0/8").build()));
    assertThat(rules()).hasSize(60);
  }

  @Test
  void a_rule_is_revoked_by_its_id_once() {
    String id = aws.egress(group, "-1", -1, -1, "0.0.0.0/0", "all out", Map.of());
    var answer = ec2.revokeSecurityGroupEgress(it -> it.groupId(group).securityGroupRuleIds(id));
    assertThat(answer.returnValue()).isTrue();
    assertThat(answer.revokedSecurityGroupRules())
        .extracting(RevokedSecurityGroupRule::securityGroupRuleId)
        .containsExactly(id);
    refused(400, "InvalidSecurityGroupRuleId.NotFound", () -> revoke(id));
    String again = aws.egress(group, "-1", -1, -1, "0.0.0.0/0", "all out", Map.of());
    assertThat(again).isNotEqualTo(id);
  }

  @Test
  void a_revoke_by_content_does_not_look_at_the_description() {
    aws.egress(group, "tcp", 1, 1, "10.0.0.0/8", "something else", Map.of());
    ec2.revokeSecurityGroupEgress(
        it -> it.groupId(group).ipPermissions(permission(1, "10.0.0.0/8")));
    assertThat(rules()).isEmpty();
    refused(
        400,
        "InvalidPermission.NotFound",
        () ->
            ec2.revokeSecurityGroupEgress(
                it -> it.groupId(group).ipPermissions(permission(1, "10.0.0.0/8"))));
  }

  @Test
  void what_is_not_there_is_named_as_aws_does() {
    refused(
        400,
        "InvalidGroup.NotFound",
        () -> ec2.describeSecurityGroups(it -> it.groupIds("sg-nowhere")));
    refused(
        400,
        "InvalidGroup.NotFound",
        () -> ec2.authorizeSecurityGroupEgress(tcp(1, "10.0.0.0/8").groupId("sg-nowhere").build()));
    refused(
        400,
        "InvalidParameterValue",
        () -> ec2.describeSecurityGroupRules(it -> it.filters(filter("group-name", "x"))));
    refused(400, "InvalidAction", ec2::describeVpcs);
  }

  @Test
  void interfaces_are_found_by_group_and_by_address() {
    String other = aws.group("other");
    String database = aws.networkInterface("RDSNetworkInterface", "127.0.0.1", List.of(group));
    String batch = aws.networkInterface("batch host", "10.0.0.9", List.of(group, other));
    for (int i = 0; i < Page.EC2_ITEMS; i++) {
      aws.networkInterface("web", "10.0.1." + i, List.of(other));
    }
    var ofGroup =
        ec2.describeNetworkInterfacesPaginator(it -> it.filters(ofGroup())).networkInterfaces();
    assertThat(ofGroup)
        .extracting(it -> it.networkInterfaceId())
        .containsExactlyInAnyOrder(database, batch);
    assertThat(ec2.describeNetworkInterfacesPaginator(it -> {}).networkInterfaces())
        .hasSize(Page.EC2_ITEMS + 2);
    var found =
        ec2.describeNetworkInterfaces(
                it -> it.filters(filter("addresses.private-ip-address", "127.0.0.1")))
            .networkInterfaces();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().description()).isEqualTo("RDSNetworkInterface");
    assertThat(found.getFirst().privateIpAddresses().getFirst().privateIpAddress())
        .isEqualTo("127.0.0.1");
    assertThat(found.getFirst().groups()).extracting(it -> it.groupId()).containsExactly(group);
  }

  @Test
  void a_dry_run_changes_nothing_and_says_whether_it_may() {
    refused(
        412,
        "DryRunOperation",
        () -> ec2.authorizeSecurityGroupEgress(tcp(1, "10.0.0.0/8").dryRun(true).build()));
    aws.always(AUTHORIZE).deny();
    refused(
        403,
        "UnauthorizedOperation",
        () -> ec2.authorizeSecurityGroupEgress(tcp(1, "10.0.0.0/8").dryRun(true).build()));
    refused(
        403,
        "UnauthorizedOperation",
        () -> ec2.authorizeSecurityGroupEgress(tcp(1, "10.0.0.0/8").build()));
    assertThat(rules()).isEmpty();
    assertThat(aws.writes())
        .extracting(AwsEndpoint.Call::answer)
        .containsExactly("UnauthorizedOperation");
  }

  @Test
  void a_fate_meets_the_call_that_it_is_meant_for() {
    aws.next(DESCRIBE).throttle();
    aws.next(DESCRIBE).fail(500);
    aws.nth(DESCRIBE, 4).fail(503);
    refused(503, "RequestLimitExceeded", this::rules);
    refused(500, "InternalError", this::rules);
    assertThat(rules()).isEmpty();
    refused(503, "Unavailable", this::rules);
    assertThat(rules()).isEmpty();
    assertThat(aws.calls())
        .extracting(AwsEndpoint.Call::answer)
        .containsExactly("RequestLimitExceeded", "InternalError", "OK", "Unavailable", "OK");
  }

  @Test
  void a_lost_answer_was_performed() {
    aws.next(AUTHORIZE).loseAnswer();
    assertThatThrownBy(() -> ec2.authorizeSecurityGroupEgress(tcp(1, "10.0.0.0/8").build()))
        .isInstanceOf(SdkClientException.class);
    assertThat(rules()).hasSize(1);
    assertThat(aws.writes()).extracting(AwsEndpoint.Call::answer).containsExactly("lost: OK");
  }

  @Test
  void a_server_error_may_have_been_performed() {
    aws.next(AUTHORIZE).failHavingDone(500);
    refused(
        500, "InternalError", () -> ec2.authorizeSecurityGroupEgress(tcp(1, "10.0.0.0/8").build()));
    assertThat(rules()).hasSize(1);
  }

  @Test
  void a_late_call_is_performed_when_its_sender_has_long_given_up() {
    String id = aws.egress(group, "-1", -1, -1, "0.0.0.0/0", "all out", Map.of());
    Held held = aws.next(REVOKE).answerLate();
    assertThatThrownBy(
            () ->
                ec2.revokeSecurityGroupEgress(
                    it ->
                        it.groupId(group)
                            .securityGroupRuleIds(id)
                            .overrideConfiguration(
                                call -> call.apiCallAttemptTimeout(Duration.ofMillis(300)))))
        .isInstanceOf(ApiCallAttemptTimeoutException.class);
    held.awaitArrived();
    assertThat(rules()).hasSize(1);
    assertThat(aws.writes()).extracting(AwsEndpoint.Call::answer).containsExactly("held");
    assertThat(held.deliverTwice()).containsExactly("OK", "InvalidSecurityGroupRuleId.NotFound");
    assertThat(rules()).isEmpty();
    assertThat(aws.writes())
        .extracting(AwsEndpoint.Call::answer)
        .containsExactly("late: OK, InvalidSecurityGroupRuleId.NotFound");
  }

  @Test
  void a_late_call_is_answered_when_its_sender_still_waits() {
    String id = aws.egress(group, "-1", -1, -1, "0.0.0.0/0", "all out", Map.of());
    Held held = aws.next(REVOKE).answerLate();
    CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> revoke(id));
    held.awaitArrived();
    assertThat(waiting).isNotDone();
    assertThat(held.deliver()).isEqualTo("OK");
    assertThat(waiting).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void a_write_can_be_seen_later_than_it_is_answered() {
    String id = aws.egress(group, "-1", -1, -1, "0.0.0.0/0", "all out", Map.of());
    aws.next(REVOKE).seenAfter(2);
    revoke(id);
    assertThat(aws.egressRules(List.of(group))).isEmpty();
    assertThat(rules()).hasSize(1);
    assertThat(rules()).hasSize(1);
    assertThat(rules()).isEmpty();
  }

  @Test
  void others_change_rules_and_are_not_in_the_log() {
    String id = aws.egress(group, "-1", -1, -1, "0.0.0.0/0", "all out", Map.of());
    aws.revokeByOthers(id);
    assertThat(aws.egressRules(List.of(group))).isEmpty();
    assertThat(aws.calls()).isEmpty();
    revokeMissing(id);
    AwsEndpoint.Call call = aws.writes().getFirst();
    assertThat(call.action()).isEqualTo(REVOKE);
    assertThat(call.parameters())
        .containsEntry("GroupId", group)
        .containsEntry("SecurityGroupRuleId.1", id);
    assertThat(call.dryRun()).isFalse();
  }

  private void revokeMissing(String id) {
    refused(400, "InvalidSecurityGroupRuleId.NotFound", () -> revoke(id));
  }

  private void revoke(String id) {
    ec2.revokeSecurityGroupEgress(it -> it.groupId(group).securityGroupRuleIds(id));
  }

  private List<SecurityGroupRule> rules() {
    return ec2
        .describeSecurityGroupRulesPaginator(it -> it.filters(ofGroup()))
        .securityGroupRules()
        .stream()
        .toList();
  }

  private Filter ofGroup() {
    return filter("group-id", group);
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private AuthorizeSecurityGroupEgressRequest.Builder tcp(int port, String cidr) {
    return authorise(permission(port, cidr));
  }

  private AuthorizeSecurityGroupEgressRequest.Builder authorise(IpPermission... permissions) {
    return AuthorizeSecurityGroupEgressRequest.builder().groupId(group).ipPermissions(permissions);
  }

  private static IpPermission permission(int port, String cidr) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .ipRanges(it -> it.cidrIp(cidr).description("for " + port))
        .build();
  }

  private static void refused(int status, String code, ThrowingCallable call) {
    assertThatThrownBy(call).satisfies(it -> isError(it, status, code));
  }

  private static void isError(Throwable thrown, int status, String code) {
    assertThat(thrown).isInstanceOf(Ec2Exception.class);
    Ec2Exception error = (Ec2Exception) thrown;
    assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(error.statusCode()).isEqualTo(status);
    assertThat(error.awsErrorDetails().errorMessage()).isNotEmpty();
    assertThat(error.requestId()).isNotEmpty();
  }
}
