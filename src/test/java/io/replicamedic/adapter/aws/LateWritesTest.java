package io.replicamedic.adapter.aws;

import static io.replicamedic.adapter.aws.NetworkAclsContract.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replicamedic.isolation.AclEntry;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Cloud;
import io.replicamedic.lab.Held;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.ApiAnswer.Accepted;
import io.replicamedic.outside.ApiAnswer.Refused;
import io.replicamedic.outside.ApiAnswer.Unanswered;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.NetworkAcls;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RdsFacts.Membership;
import io.replicamedic.outside.RdsFleet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Writes to what has no id to burn, an ACL's entries and a database's groups: what becomes of them
 * when AWS throttles, loses, delays and performs late, and how long they can come late at all.
 */
@ExtendWith(DummyCredentials.class)
class LateWritesTest {
  private static final String REPLACE = "ReplaceNetworkAclEntry";
  private static final String MODIFY = "ModifyDBCluster";
  private static final AclEntry OPEN = all(7, "10.9.0.1/32", true);
  private static final AclEntry SHUT = all(7, "10.9.0.1/32", false);

  private final AwsEndpoint endpoint = AwsEndpoint.start();
  private final LabAccess patient = access(Duration.ofSeconds(20));
  private final NetworkAcls acls = patient.acls();
  private final RdsFleet fleet = patient.fleet();
  private final String subnet = endpoint.subnet("10.0.200.0/24");
  private final String acl = endpoint.acl(List.of(subnet));
  private final String old = endpoint.group("old");
  private final String fresh = endpoint.group("fresh");
  private final Instant now = Instant.now();

  LateWritesTest() {
    endpoint.entry(acl, new Cloud.Entry(7, "-1", -1, -1, "10.9.0.1/32", "allow"));
    endpoint.cluster("orders", "orders-1", "orders-2", List.of(old));
  }

  @AfterEach
  void gone() {
    patient.close();
    endpoint.close();
  }

  @Test
  void a_write_is_signed_as_of_the_moment_of_its_decision() {
    Instant decidedAt = now.minus(Duration.ofMinutes(9)).truncatedTo(ChronoUnit.SECONDS);
    assertThat(acls.create(acl, all(8, "10.9.0.2/32", true), decidedAt))
        .isInstanceOf(Accepted.class);
    assertThat(acls.replace(acl, SHUT, decidedAt.plusSeconds(1))).isInstanceOf(Accepted.class);
    assertThat(acls.delete(acl, 7, decidedAt.plusSeconds(2))).isInstanceOf(Accepted.class);
    assertThat(fleet.setGroups(facts().owner(), List.of(fresh), decidedAt.plusSeconds(3)))
        .isInstanceOf(Accepted.class);
    endpoint.instance("lone", List.of(old));
    RdsFacts lone = fleet.facts(new AwsIdentity(Optional.empty(), Optional.of("lone")));
    assertThat(fleet.setGroups(lone.owner(), List.of(fresh), decidedAt.plusSeconds(4)))
        .isInstanceOf(Accepted.class);
    assertThat(endpoint.writes())
        .extracting(AwsEndpoint.Call::signedAt)
        .containsExactly(
            decidedAt,
            decidedAt.plusSeconds(1),
            decidedAt.plusSeconds(2),
            decidedAt.plusSeconds(3),
            decidedAt.plusSeconds(4));
  }

  @Test
  void what_was_decided_too_long_ago_is_refused_for_ever() {
    Instant tooLongAgo = now.minus(Duration.ofMinutes(16));
    assertThat(code(acls.replace(acl, SHUT, tooLongAgo))).isEqualTo("RequestExpired");
    // the SDK learns a clock skew from that, and must not use it
    assertThat(code(acls.replace(acl, SHUT, tooLongAgo))).isEqualTo("RequestExpired");
    assertThat(code(fleet.setGroups(facts().owner(), List.of(fresh), tooLongAgo)))
        .isEqualTo("RequestExpired");
    assertThat(egress()).contains(OPEN);
    assertThat(fleet.facts(orders()).groups()).containsExactly(new Membership(old, "active"));
    assertThat(acls.replace(acl, SHUT, now)).isInstanceOf(Accepted.class);
  }

  @Test
  void a_call_that_arrives_after_its_signatures_life_does_nothing() {
    Held late = endpoint.next(REPLACE).answerLate();
    try (LabAccess hasty = access(Duration.ofMillis(400))) {
      assertThat(hasty.acls().replace(acl, SHUT, now)).isInstanceOf(Unanswered.class);
    }
    late.awaitArrived();
    endpoint.signatureLife(Duration.ZERO);
    assertThat(late.deliverTwice()).containsExactly("RequestExpired", "RequestExpired");
    endpoint.signatureLife(Duration.ofMinutes(15));
    assertThat(egress()).contains(OPEN);
  }

  @Test
  void a_call_that_arrives_within_it_is_performed() {
    Held late = endpoint.next(MODIFY).answerLate();
    try (LabAccess hasty = access(Duration.ofMillis(400))) {
      assertThat(hasty.fleet().setGroups(facts().owner(), List.of(fresh), now))
          .isInstanceOf(Unanswered.class);
    }
    late.awaitArrived();
    assertThat(late.deliver()).isEqualTo("OK");
    endpoint.applyChanges();
    assertThat(facts().groups()).containsExactly(new Membership(fresh, "active"));
  }

  @Test
  void a_throttled_write_is_sent_once_and_refused() {
    endpoint.next(REPLACE).throttle();
    assertThat(code(acls.replace(acl, SHUT, now))).isEqualTo("RequestLimitExceeded");
    endpoint.next(MODIFY).throttle();
    assertThat(code(fleet.setGroups(facts().owner(), List.of(fresh), now))).isEqualTo("Throttling");
    endpoint.next("CreateSecurityGroup").throttle();
    assertThat(code(patient.groups().create(endpoint.vpc(), "cut", "cut")))
        .isEqualTo("RequestLimitExceeded");
    assertThat(endpoint.writes()).hasSize(3);
    assertThat(egress()).contains(OPEN);
    assertThat(patient.groups().named(endpoint.vpc(), "cut")).isEmpty();
  }

  @Test
  void a_write_whose_answer_is_lost_was_sent_once() {
    facts(); // so that the connection is an old one, which an HTTP client might try anew
    for (String action : List.of(REPLACE, MODIFY, "CreateSecurityGroup", "DeleteSecurityGroup")) {
      endpoint.next(action).loseAnswer();
    }
    assertThat(acls.replace(acl, SHUT, now)).isInstanceOf(Unanswered.class);
    assertThat(fleet.setGroups(facts().owner(), List.of(old, fresh), now))
        .isInstanceOf(Unanswered.class);
    assertThat(patient.groups().create(endpoint.vpc(), "cut", "cut"))
        .isInstanceOf(Unanswered.class);
    String made = patient.groups().named(endpoint.vpc(), "cut").orElseThrow();
    assertThat(patient.groups().delete(made)).isInstanceOf(Unanswered.class);
    assertThat(endpoint.writes())
        .extracting(AwsEndpoint.Call::answer)
        .containsExactly("lost: OK", "lost: OK", "lost: OK", "lost: OK");
    assertThat(egress()).contains(SHUT);
    assertThat(patient.groups().named(endpoint.vpc(), "cut")).isEmpty();
  }

  @Test
  void a_change_of_groups_under_way_is_told_and_reaches_the_interface_in_the_end() {
    endpoint.appliesAfter(Duration.ofHours(1));
    String eni = endpoint.networkInterface("RDSNetworkInterface", "10.0.0.10", List.of(old));
    endpoint.attach(eni, "orders-1");
    fleet.setGroups(facts().owner(), List.of(fresh), now);
    assertThat(facts().groups())
        .containsExactlyInAnyOrder(
            new Membership(old, "removing"), new Membership(fresh, "adding"));
    assertThat(endpoint.groupsOf(eni)).containsExactly(old);
    endpoint.applyChanges();
    assertThat(facts().groups()).containsExactly(new Membership(fresh, "active"));
    assertThat(patient.network().interfacesWith(Set.of(fresh))).hasSize(1);
    assertThat(patient.network().interfacesWith(Set.of(old))).isEmpty();
  }

  @Test
  void a_dry_run_tells_what_we_may_not_and_is_of_no_moment() {
    endpoint.nextDryRun(REPLACE).deny();
    assertThat(acls.refusalToReplace(acl, SHUT))
        .hasValueSatisfying(why -> assertThat(why).startsWith("UnauthorizedOperation: "));
    endpoint.nextDryRun("CreateSecurityGroup").deny();
    assertThat(patient.groups().refusalToCreate(endpoint.vpc(), "cut", "cut")).isPresent();
    endpoint.always("DeleteNetworkAclEntry").fail(500);
    assertThatExceptionOfType(CloudUnreadable.class).isThrownBy(() -> acls.refusalToDelete(acl, 7));
    assertThat(endpoint.writes()).isEmpty();
  }

  @Test
  void readings_are_repeated_and_may_show_the_state_from_before() {
    endpoint.next("DescribeNetworkAcls").throttle();
    assertThat(egress()).contains(OPEN);
    endpoint.next(REPLACE).seenAfter(1);
    acls.replace(acl, SHUT, now);
    assertThat(egress()).contains(OPEN);
    assertThat(egress()).contains(SHUT);
  }

  private List<AclEntry> egress() {
    return acls.ofSubnets(Set.of(subnet)).getFirst().egress();
  }

  private RdsFacts facts() {
    return fleet.facts(orders());
  }

  private static AwsIdentity orders() {
    return new AwsIdentity(Optional.of("orders"), Optional.empty());
  }

  private static String code(ApiAnswer answer) {
    assertThat(answer).isInstanceOf(Refused.class);
    return ((Refused) answer).code();
  }

  private LabAccess access(Duration timeout) {
    return new LabAccess(endpoint.uri(), timeout);
  }
}
