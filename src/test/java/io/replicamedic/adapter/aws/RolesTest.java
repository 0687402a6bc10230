package io.replicamedic.adapter.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replicamedic.isolation.Cidr;
import io.replicamedic.isolation.Peer;
import io.replicamedic.isolation.Permission;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.replication.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each call is signed for the database's region, with the credentials of its role. */
@ExtendWith(DummyCredentials.class)
class RolesTest {
  private static final String ASSUME = "AssumeRole";
  private static final String RULES = "DescribeSecurityGroupRules";
  private static final String ROLE = "arn:aws:iam::210987654321:role/ops/replica-medic";
  private static final AwsAccount THERE = new AwsAccount("eu-west-1", ROLE, "ours/42");
  private static final List<Permission> ALL =
      List.of(new Permission(Permission.ALL, -1, -1, new Peer.Ipv4(Cidr.parse("0.0.0.0/0"))));

  private final AwsEndpoint endpoint = AwsEndpoint.start();
  private final AwsEndpoint there = endpoint.in("210987654321", "eu-west-1");
  private final LabAccess access = new LabAccess(endpoint.uri(), Duration.ofSeconds(10));
  private final String group = there.group("databases");
  private final String rule = there.egress(group, "-1", -1, -1, "0.0.0.0/0", "all", Map.of());

  @AfterEach
  void gone() {
    access.close();
    endpoint.close();
  }

  private VpcNetwork network(AwsAccount account) {
    return access.accounts().of(account).network();
  }

  private List<AwsEndpoint.Call> calls(String action) {
    return endpoint.calls().stream().filter(call -> call.action().equals(action)).toList();
  }

  @Test
  void a_group_is_found_where_it_is_and_nowhere_else() {
    endpoint.role(ROLE, "ours/42");
    assertThat(network(THERE).egressRules(Set.of(group)).getFirst().id()).isEqualTo(rule);
    for (AwsAccount elsewhere :
        List.of(AwsAccount.OWN.in("eu-west-1"), LabAccess.ACCOUNT, THERE.in("us-east-1"))) {
      assertThatExceptionOfType(CloudUnreadable.class)
          .isThrownBy(() -> network(elsewhere).egressRules(Set.of(group)))
          .satisfies(e -> assertThat(e.noSuchGroup()).isTrue());
    }
  }

  @Test
  void readings_and_writes_of_ec2_and_rds_are_signed_as_the_role_for_the_region() {
    endpoint.role(ROLE, "ours/42");
    there.cluster("orders", "orders-1", "orders-2", List.of(group));
    AwsIdentity orders = new AwsIdentity(Optional.of("orders"), Optional.empty());
    var services = access.accounts().of(THERE);
    assertThat(services.fleet().facts(orders).instance()).isEqualTo("orders-1");
    services.network().egressRules(Set.of(group));
    services.network().revokeEgress(group, List.of(rule));
    services.groups().names(Set.of(group));
    services.acls().acls(Set.of("acl-1"));
    // Signed as of the decision, with another clock: it must not be signed by another.
    assertThat(services.fleet().setGroups(orders, List.of(group), Instant.now()))
        .isInstanceOf(ApiAnswer.Accepted.class);
    AwsEndpoint.Call assumed = endpoint.calls().getFirst();
    assertThat(assumed.action()).isEqualTo(ASSUME);
    assertThat(assumed.keyId()).isEqualTo("dummy");
    assertThat(assumed.region()).isEqualTo("eu-west-1");
    assertThat(assumed.parameters())
        .containsEntry("RoleArn", ROLE)
        .containsEntry("ExternalId", "ours/42")
        .containsEntry("RoleSessionName", LabAccess.SESSION);
    List<AwsEndpoint.Call> others = endpoint.calls().subList(1, endpoint.calls().size());
    assertThat(others)
        .hasSizeGreaterThanOrEqualTo(6)
        .allMatch(call -> call.keyId().startsWith("ASIA") && call.region().equals("eu-west-1"));
    assertThat(calls(ASSUME)).as("the credentials are kept").hasSize(1);
  }

  @Test
  void without_a_role_our_own_credentials_sign_and_nothing_is_assumed() {
    AwsAccount own = AwsAccount.OWN.in("ap-southeast-2");
    String here = endpoint.in("123456789012", "ap-southeast-2").group("near");
    assertThat(network(own).egressRules(Set.of(here))).isEmpty();
    assertThat(endpoint.calls())
        .allMatch(call -> call.keyId().equals("dummy") && call.region().equals("ap-southeast-2"))
        .noneMatch(call -> call.action().equals(ASSUME));
  }

  @Test
  void two_roles_share_no_credentials() {
    String second = ROLE.replace("210987654321", "333333333333");
    endpoint.role(ROLE, "ours/42");
    endpoint.role(second, "");
    String its = endpoint.in("333333333333", "eu-west-1").group("its");
    network(THERE).egressRules(Set.of(group));
    network(new AwsAccount("eu-west-1", second, "")).egressRules(Set.of(its));
    assertThat(new HashSet<>(calls(RULES).stream().map(AwsEndpoint.Call::keyId).toList()))
        .hasSize(2);
    assertThat(calls(ASSUME).getLast().parameters()).doesNotContainKey("ExternalId");
  }

  @Test
  void a_role_that_may_not_be_assumed_is_named_and_nothing_is_sent() {
    assertThatExceptionOfType(CloudUnreadable.class)
        .isThrownBy(() -> network(THERE).egressRules(Set.of(group)))
        .satisfies(e -> assertThat(e.denied()).isTrue())
        .withMessageStartingWith("sts:AssumeRole: AccessDenied: the role " + ROLE)
        .withMessageContaining("is not authorized to perform: sts:AssumeRole")
        .withMessageNotContaining("ours/42");
    ApiAnswer answer = network(THERE).revokeEgress(group, List.of(rule));
    assertThat(answer.denied()).isTrue();
    assertThat(answer.line()).contains(ROLE);
    assertThatExceptionOfType(CloudUnreadable.class)
        .isThrownBy(() -> network(THERE).refusalToAuthorize(group, ALL, "", Map.of()))
        .withMessageContaining(ROLE);
    assertThat(endpoint.calls()).allMatch(call -> call.action().equals(ASSUME));
  }

  @Test
  void a_role_that_is_trusted_later_is_assumed_then() {
    assertThatExceptionOfType(CloudUnreadable.class)
        .isThrownBy(() -> network(THERE).egressRules(Set.of(group)));
    endpoint.role(ROLE, "ours/42");
    assertThat(network(THERE).egressRules(Set.of(group))).hasSize(1);
  }

  @Test
  void an_sts_that_throttles_is_asked_again() {
    endpoint.role(ROLE, "ours/42");
    endpoint.next(ASSUME).throttle();
    assertThat(network(THERE).egressRules(Set.of(group))).hasSize(1);
  }

  @Test
  void an_sts_that_does_not_answer_ends_with_our_patience_and_is_told_from_the_call() {
    endpoint.next(ASSUME).answerLate();
    endpoint.next(ASSUME).answerLate();
    endpoint.next(ASSUME).answerLate();
    Instant before = Instant.now();
    try (LabAccess hasty = new LabAccess(endpoint.uri(), Duration.ofMillis(600))) {
      assertThatExceptionOfType(CloudUnreadable.class)
          .isThrownBy(() -> hasty.accounts().of(THERE).network().egressRules(Set.of(group)))
          .satisfies(e -> assertThat(e.code()).isEmpty())
          .withMessageStartingWith("sts:AssumeRole: the role " + ROLE + " cannot be assumed: ");
    }
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(8));
    assertThat(calls(RULES)).isEmpty();
  }

  @Test
  void a_login_token_is_signed_as_the_role() {
    endpoint.role(ROLE, "ours/42");
    assertThat(access.tokens().token(THERE, new Endpoint("orders.example.com", 3306), "medic"))
        .containsPattern("X-Amz-Credential=ASIA[0-9a-f]+%2F[0-9]{8}%2Feu-west-1%2Frds-db%2F")
        .contains("X-Amz-Security-Token=");
    assertThat(calls(ASSUME)).hasSize(1);
  }

  @Test
  void a_login_token_of_a_role_that_may_not_be_assumed_is_unreadable() {
    assertThatExceptionOfType(CloudUnreadable.class)
        .isThrownBy(
            () -> access.tokens().token(THERE, new Endpoint("orders.example.com", 3306), "medic"))
        .withMessageContaining(ROLE);
  }
}
