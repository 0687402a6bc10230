package io.replicamedic.adapter.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replicamedic.durability.ParameterGroup;
import io.replicamedic.durability.ParameterGroup.Scope;
import io.replicamedic.isolation.Cidr;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Peer;
import io.replicamedic.isolation.Permission;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Cloud;
import io.replicamedic.lab.Held;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.ApiAnswer.Accepted;
import io.replicamedic.outside.ApiAnswer.Refused;
import io.replicamedic.outside.ApiAnswer.Unanswered;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.NetworkAcls;
import io.replicamedic.outside.ParameterGroups;
import io.replicamedic.outside.ParameterGroups.Change;
import io.replicamedic.outside.ParameterGroups.When;
import io.replicamedic.outside.RdsEvent;
import io.replicamedic.outside.RdsFacts.Membership;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.RdsSurvey;
import io.replicamedic.outside.SecurityGroups;
import io.replicamedic.outside.VpcNetwork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The adapters against our own endpoint, which pages, and fails in all the ways that AWS does. */
@ExtendWith(DummyCredentials.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabEndpointTest {
  private static final String AUTHORIZE = "AuthorizeSecurityGroupEgress";
  private static final String REVOKE = "RevokeSecurityGroupEgress";
  private static final String RULES = "DescribeSecurityGroupRules";
  private static final Permission EVERYWHERE =
      new Permission(Permission.ALL, -1, -1, new Peer.Ipv4(Cidr.parse("0.0.0.0/0")));

  private final AwsEndpoint endpoint = AwsEndpoint.start();
  private final LabAccess patient =
      new LabAccess(
          endpoint.uri(),
          Duration.ofSeconds(20),
          Clock.fixed(RdsFleetContract.NOON, ZoneOffset.UTC));

  @AfterAll
  void gone() {
    patient.close();
    endpoint.close();
  }

  private LabAccess access(Duration timeout) {
    return new LabAccess(endpoint.uri(), timeout);
  }

  /** EC2. */
  @Nested
  class Network extends VpcNetworkContract {
    @Override
    Cloud cloud() {
      return endpoint;
    }

    @Override
    VpcNetwork network() {
      return patient.network();
    }
  }

  /** Subnets and their ACLs. */
  @Nested
  class Acls extends NetworkAclsContract {
    @Override
    Cloud cloud() {
      return endpoint;
    }

    @Override
    NetworkAcls acls() {
      return patient.acls();
    }
  }

  /** Whole security groups. */
  @Nested
  class Groups extends SecurityGroupsContract {
    @Override
    Cloud cloud() {
      return endpoint;
    }

    @Override
    SecurityGroups groups() {
      return patient.groups();
    }
  }

  /** Parameter groups. */
  @Nested
  class Parameters extends ParameterGroupsContract {
    @Override
    Cloud cloud() {
      return endpoint;
    }

    @Override
    ParameterGroups groups() {
      return patient.parameters();
    }

    @Test
    void a_family_says_what_counts_where_nobody_set_anything() {
      endpoint.instance("p-fresh", List.of(endpoint.group("p-fresh")));
      var said = groups().contents("of-p-fresh", Scope.INSTANCE, Set.of(FLUSH, SYNC));
      assertThat(said.values())
          .containsEntry(
              FLUSH, new ParameterGroup.Value(Optional.empty(), "engine-default", true, true))
          .containsEntry(SYNC, new ParameterGroup.Value(Optional.of("1"), "system", true, true));
      assertThat(said.family()).isEqualTo("mysql8.0");
    }

    @Test
    void on_aurora_sync_binlog_cannot_be_modified() {
      assertThat(groups().contents("p-of-cluster", Scope.CLUSTER, Set.of(SYNC)).values().get(SYNC))
          .isEqualTo(new ParameterGroup.Value(Optional.empty(), "engine-default", true, false));
      assertThat(refused("p-of-cluster", Scope.CLUSTER, new Change(SYNC, "1", When.AT_ONCE)))
          .isEqualTo("InvalidParameterValue");
    }

    @Test
    void what_rds_does_not_take_is_refused_whole() {
      assertThat(refused("p-own", Scope.INSTANCE, new Change(FLUSH, "3", When.AT_ONCE)))
          .isEqualTo("InvalidParameterValue");
      assertThat(refused("p-own", Scope.INSTANCE, new Change("no_such", "1", When.AT_ONCE)))
          .isEqualTo("InvalidParameterValue");
      assertThat(
              refused("p-own", Scope.INSTANCE, new Change("innodb_doublewrite", "1", When.AT_ONCE)))
          .isEqualTo("InvalidParameterCombination");
      endpoint.usesParameterGroup("p-other", "default.mysql8.0");
      assertThat(refused("default.mysql8.0", Scope.INSTANCE, new Change(FLUSH, "1", When.AT_ONCE)))
          .isEqualTo("InvalidParameterValue");
      endpoint.usesParameterGroup("p-other", "p-shared");
      Change[] many = new Change[ParameterGroups.MOST_CHANGES + 1];
      Arrays.fill(many, new Change(FLUSH, "1", When.AT_ONCE));
      assertThat(refused("p-own", Scope.INSTANCE, many)).isEqualTo("InvalidParameterCombination");
    }

    @Test
    void what_needs_a_restart_is_pending_until_then() {
      groups()
          .modify(
              "p-shared",
              Scope.INSTANCE,
              List.of(new Change("innodb_doublewrite", "1", When.AT_REBOOT)),
              Instant.now());
      for (String user : List.of("p-lone", "p-other")) {
        assertThat(groups().usedBy(RdsFleetContract.instance(user)).getFirst().applyStatus())
            .isEqualTo("pending-reboot");
      }
    }

    @Test
    void what_is_dynamic_is_applied_after_a_while_and_may_fail() {
      endpoint.instance("p-slow", List.of(endpoint.group("p-slow")));
      endpoint.appliesAfter(Duration.ofHours(1));
      Change safe = new Change(FLUSH, "1", When.AT_ONCE);
      assertThat(groups().modify("of-p-slow", Scope.INSTANCE, List.of(safe), Instant.now()))
          .isInstanceOf(Accepted.class);
      assertThat(status("p-slow")).isEqualTo("applying");
      endpoint.appliesAfter(Duration.ZERO);
      endpoint.failsToApply("p-slow");
      groups().modify("of-p-slow", Scope.INSTANCE, List.of(safe), Instant.now());
      endpoint.applyChanges();
      assertThat(status("p-slow")).isEqualTo("failed-to-apply");
      endpoint.appliesAgain("p-slow");
      groups().modify("of-p-slow", Scope.INSTANCE, List.of(safe), Instant.now());
      endpoint.applyChanges();
      assertThat(status("p-slow")).isEqualTo("in-sync");
      endpoint.appliesAfter(Duration.ofMillis(300));
    }

    @Test
    void a_reading_is_repeated_and_a_write_is_sent_once() {
      endpoint.next("DescribeDBParameters").throttle();
      assertThat(groups().contents("p-own", Scope.INSTANCE, Set.of(FLUSH)).values()).hasSize(1);
      long before = modifies();
      endpoint.next("ModifyDBParameterGroup").loseAnswer();
      assertThat(
              groups()
                  .modify(
                      "p-own",
                      Scope.INSTANCE,
                      List.of(new Change(FLUSH, "0", When.AT_ONCE)),
                      Instant.now()))
          .isInstanceOf(Unanswered.class);
      assertThat(modifies()).isEqualTo(before + 1);
      assertThat(endpoint.saidByGroup("p-own", FLUSH)).isEqualTo("0");
    }

    @Test
    void a_change_that_comes_too_late_is_refused() {
      assertThat(
              groups()
                  .modify(
                      "p-own",
                      Scope.INSTANCE,
                      List.of(new Change(FLUSH, "1", When.AT_ONCE)),
                      Instant.now().minus(Duration.ofMinutes(16))))
          .satisfies(it -> assertThat(((Refused) it).code()).isEqualTo("RequestExpired"));
    }

    private long modifies() {
      return endpoint.calls().stream()
          .filter(call -> call.action().equals("ModifyDBParameterGroup"))
          .count();
    }

    private String status(String instance) {
      return groups().usedBy(RdsFleetContract.instance(instance)).getFirst().applyStatus();
    }

    private String refused(String group, Scope scope, Change... changes) {
      ApiAnswer answer = groups().modify(group, scope, List.of(changes), Instant.now());
      assertThat(answer).isInstanceOf(Refused.class);
      return ((Refused) answer).code();
    }
  }

  /** RDS. */
  @Nested
  class Fleet extends RdsFleetContract {
    @Override
    Cloud cloud() {
      return endpoint;
    }

    @Override
    RdsFleet fleet() {
      return patient.fleet();
    }

    @Test
    void a_throttled_reading_is_repeated() {
      endpoint.next("DescribeDBInstances").throttle();
      assertThat(fleet().facts(instance("lone")).instance()).isEqualTo("lone");
    }

    @Test
    void what_we_may_not_read_is_unreadable() {
      endpoint.next("DescribeDBInstances").deny();
      assertThatExceptionOfType(CloudUnreadable.class)
          .isThrownBy(() -> fleet().facts(instance("lone")))
          .satisfies(e -> assertThat(e.code()).isEqualTo("AccessDenied"));
    }

    @Test
    void after_a_failover_the_cluster_is_another_instance() {
      endpoint.cluster("payments", "payments-1", "payments-2", List.of(endpoint.group("pay")));
      endpoint.failOver("payments");
      assertThat(fleet().facts(cluster("payments")).instance()).isEqualTo("payments-2");
    }

    @Test
    void a_change_of_groups_under_way_is_told() {
      String active = endpoint.group("active");
      String leaving = endpoint.group("leaving");
      endpoint.cluster("moving", "moving-1", "moving-2", List.of(active, leaving));
      endpoint.membershipStatus("moving", leaving, "removing");
      assertThat(fleet().facts(cluster("moving")).groups())
          .containsExactlyInAnyOrder(
              new Membership(active, "active"), new Membership(leaving, "removing"));
    }

    @Test
    void a_managed_replicas_state_is_told_in_RDSs_words() {
      endpoint.instance("source", List.of());
      endpoint.readReplica("replica", "source", List.of());
      endpoint.scriptStatusInfos(
          "replica",
          List.of(new AwsEndpoint.StatusInfo("read replication", false, "error", "1062 x")));
      assertThat(fleet().facts(instance("replica")).statusInfos())
          .containsExactly("read replication: error, not normal, 1062 x");
    }

    @Test
    void a_standby_elsewhere_is_told() {
      endpoint.instance("two-zones", List.of());
      endpoint.multiAz("two-zones");
      assertThat(fleet().facts(instance("two-zones")).multiAz()).isTrue();
    }
  }

  /** All of RDS at once, and what happened there. */
  @Nested
  class Survey extends RdsSurveyContract {
    @Override
    Cloud cloud() {
      return endpoint;
    }

    @Override
    RdsSurvey survey() {
      return patient.survey();
    }

    @Test
    void a_throttled_page_is_asked_for_again() {
      endpoint.nth("DescribeDBInstances", 2).throttle();
      assertThat(one("s-replica-2").facts().instance()).isEqualTo("s-replica-2");
    }

    @Test
    void a_survey_that_misses_a_page_is_unreadable_and_not_half_a_survey() {
      endpoint.nth("DescribeDBInstances", 2).deny();
      assertThatExceptionOfType(CloudUnreadable.class)
          .isThrownBy(() -> survey().databases())
          .satisfies(e -> assertThat(e.denied()).isTrue());
    }

    @Test
    void a_survey_without_an_answer_ends_with_our_patience() {
      endpoint.next("DescribeDBInstances").answerLate();
      endpoint.next("DescribeDBInstances").answerLate();
      try (LabAccess hasty = new LabAccess(endpoint.uri(), Duration.ofMillis(800))) {
        assertThatExceptionOfType(CloudUnreadable.class)
            .isThrownBy(() -> hasty.survey().databases())
            .satisfies(e -> assertThat(e.code()).isEmpty());
      }
    }

    @Test
    void a_parameter_that_waits_for_a_restart_is_told() {
      endpoint.applyStatus("s-replica-1", "pending-reboot");
      assertThat(one("s-replica-1").parameters()).containsExactly("of-s-replica-1 pending-reboot");
    }

    @Test
    void a_failover_is_known_by_its_words_because_the_api_tells_no_event_number() {
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      Instant before = now.minus(Duration.ofDays(13));
      event("e-1", "db-instance", before, "failover", "Multi-AZ instance failover started.");
      event("e-1", "db-instance", now, "failover", "Multi-AZ instance failover completed.");
      event("e-2", "db-cluster", now, "failover", "Started cross AZ failover to DB instance: a");
      event("e-2", "db-cluster", now, "failover", "Cluster failover failed, check the health of");
      event("e-1", "db-instance", now, "failover", "Abandoning user requested failover since a");
      event("e-1", "db-instance", now, "backup", "Finished DB Instance backup");
      assertThat(told("e-1"))
          .containsExactly(
              new RdsEvent(
                  "e-1",
                  RdsEvent.Subject.INSTANCE,
                  before,
                  RdsEvent.Kind.FAILOVER,
                  "Multi-AZ instance failover started."),
              new RdsEvent(
                  "e-1",
                  RdsEvent.Subject.INSTANCE,
                  now,
                  RdsEvent.Kind.FAILOVER,
                  "Multi-AZ instance failover completed."));
      assertThat(told("e-2"))
          .singleElement()
          .satisfies(it -> assertThat(it.of()).isEqualTo(RdsEvent.Subject.CLUSTER));
    }

    @Test
    void what_happened_to_a_replicas_replication_is_told() {
      Instant now = Instant.now();
      List<String> words =
          List.of(
              "Replication has stopped.",
              "Replication for the Read Replica has been manually stopped.",
              "Replication for the Read Replica resumed.",
              "Replication streaming has been terminated.",
              "Replication channel 'two' stopped.",
              "Replication from Non RDS instance has been reset.");
      words.forEach(word -> event("e-3", "db-instance", now, "read replica", word));
      assertThat(told("e-3"))
          .extracting(RdsEvent::kind)
          .containsExactly(
              RdsEvent.Kind.REPLICATION_ERROR,
              RdsEvent.Kind.REPLICATION_STOPPED,
              RdsEvent.Kind.REPLICATION_RESUMED,
              RdsEvent.Kind.REPLICATION_TERMINATED);
    }

    @Test
    void events_that_may_not_be_read_are_unreadable() {
      endpoint.next("DescribeEvents").deny();
      assertThatExceptionOfType(CloudUnreadable.class)
          .isThrownBy(() -> survey().events(Instant.now()))
          .satisfies(e -> assertThat(e.action()).isEqualTo("rds:DescribeEvents"));
    }

    private void event(String of, String type, Instant at, String category, String message) {
      endpoint.scriptEvent(new AwsEndpoint.Event(of, type, at, List.of(category), message));
    }

    private List<RdsEvent> told(String subject) {
      return survey().events(Instant.now().minus(Duration.ofDays(14))).stream()
          .filter(it -> it.subject().equals(subject))
          .toList();
    }
  }

  /** What only a scripted endpoint can do to EC2's callers. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_METHOD)
  class Trouble {
    private final VpcNetwork network = patient.network();
    private final String group = endpoint.group("trouble");
    private final String rule =
        endpoint.egress(group, "tcp", 3306, 3306, "10.0.0.0/8", "", Map.of());
    private int callsBefore;

    @BeforeEach
    void asUsual() {
      endpoint.asUsual();
      callsBefore = endpoint.calls().size();
    }

    @Test
    void a_throttled_reading_is_repeated() {
      endpoint.next(RULES).throttle();
      assertThat(ids()).containsExactly(rule);
      assertThat(actions()).containsExactly(RULES, RULES);
    }

    @Test
    void a_reading_that_fails_at_the_server_is_repeated() {
      endpoint.next(RULES).fail(500);
      assertThat(ids()).containsExactly(rule);
      assertThat(actions()).containsExactly(RULES, RULES);
    }

    @Test
    void a_reading_whose_answer_is_lost_is_repeated() {
      endpoint.next(RULES).loseAnswer();
      assertThat(ids()).containsExactly(rule);
      assertThat(actions()).containsExactly(RULES, RULES);
    }

    @Test
    void a_reading_that_is_throttled_for_good_is_unreadable() {
      endpoint.always(RULES).throttle();
      assertThatExceptionOfType(CloudUnreadable.class)
          .isThrownBy(this::ids)
          .satisfies(e -> assertThat(e.code()).isEqualTo("RequestLimitExceeded"))
          .satisfies(e -> assertThat(e.action()).isEqualTo("ec2:DescribeSecurityGroupRules"));
    }

    @Test
    void a_reading_that_misses_a_page_is_unreadable_and_not_half_a_reading() {
      for (int port = 1; port <= 7; port++) {
        endpoint.egress(group, "udp", port, port, "10.0.0.0/8", "", Map.of());
      }
      endpoint.nth(RULES, 2).deny();
      assertThatExceptionOfType(CloudUnreadable.class)
          .isThrownBy(this::ids)
          .satisfies(e -> assertThat(e.code()).isEqualTo("UnauthorizedOperation"));
    }

    @Test
    void a_reading_without_an_answer_ends_with_our_patience() {
      Held first = endpoint.next(RULES).answerLate();
      Held second = endpoint.next(RULES).answerLate();
      try (LabAccess hasty = access(Duration.ofMillis(800))) {
        assertThatExceptionOfType(CloudUnreadable.class)
            .isThrownBy(() -> hasty.network().egressRules(Set.of(group)))
            .satisfies(e -> assertThat(e.code()).isEmpty());
      }
      first.awaitArrived();
      assertThat(first.hasArrived() && second.hasArrived()).isTrue();
    }

    @Test
    void a_throttled_write_is_refused_and_left_to_the_caller() {
      endpoint.next(AUTHORIZE).throttle();
      assertThat(authorize(network)).isInstanceOf(Refused.class);
      endpoint.next(AUTHORIZE).throttle();
      assertThat(((Refused) authorize(network)).code()).isEqualTo("RequestLimitExceeded");
      assertThat(actions()).containsExactly(AUTHORIZE, AUTHORIZE);
      assertThat(ids()).containsExactly(rule);
    }

    @Test
    void a_write_that_fails_at_the_server_may_have_happened() {
      endpoint.next(AUTHORIZE).fail(500);
      assertThat(authorize(network)).isInstanceOf(Unanswered.class);
      endpoint.next(AUTHORIZE).failHavingDone(503);
      assertThat(authorize(network)).isInstanceOf(Unanswered.class);
      assertThat(actions()).containsExactly(AUTHORIZE, AUTHORIZE);
      assertThat(ids()).hasSize(2);
    }

    @Test
    void a_write_whose_answer_is_lost_was_sent_once() {
      ids(); // so that the connection is an old one, which an HTTP client might try anew
      endpoint.next(AUTHORIZE).loseAnswer();
      assertThat(authorize(network)).isInstanceOf(Unanswered.class);
      endpoint.next(REVOKE).loseAnswer();
      assertThat(network.revokeEgress(group, List.of(rule))).isInstanceOf(Unanswered.class);
      assertThat(actions()).containsExactly(RULES, AUTHORIZE, REVOKE);
      assertThat(ids()).hasSize(1).doesNotContain(rule);
    }

    @Test
    void a_write_that_is_not_answered_in_time_may_yet_happen() {
      Held late = endpoint.next(REVOKE).answerLate();
      try (LabAccess hasty = access(Duration.ofMillis(500))) {
        ApiAnswer answer = hasty.network().revokeEgress(group, List.of(rule));
        assertThat(answer).isInstanceOf(Unanswered.class);
      }
      late.awaitArrived();
      assertThat(ids()).containsExactly(rule);
      assertThat(late.deliver()).isEqualTo("OK");
      assertThat(ids()).isEmpty();
      assertThat(actions()).containsOnlyOnce(REVOKE);
    }

    @Test
    void a_write_that_nobody_listens_to_is_unanswered() {
      AwsEndpoint gone = AwsEndpoint.start();
      gone.close();
      try (LabAccess nowhere = new LabAccess(gone.uri(), Duration.ofSeconds(5))) {
        assertThat(authorize(nowhere.network())).isInstanceOf(Unanswered.class);
      }
    }

    @Test
    void a_write_that_is_denied_is_refused() {
      endpoint.next(REVOKE).deny();
      ApiAnswer answer = network.revokeEgress(group, List.of(rule));
      assertThat(((Refused) answer).code()).isEqualTo("UnauthorizedOperation");
      assertThat(ids()).containsExactly(rule);
    }

    @Test
    void a_dry_run_tells_what_we_may_not() {
      endpoint.nextDryRun(AUTHORIZE).deny();
      assertThat(network.refusalToAuthorize(group, List.of(EVERYWHERE), "", Map.of()))
          .hasValueSatisfying(why -> assertThat(why).startsWith("UnauthorizedOperation: "));
      endpoint.nextDryRun(REVOKE).deny();
      assertThat(network.refusalToRevoke(group, List.of(rule)))
          .hasValueSatisfying(why -> assertThat(why).startsWith("UnauthorizedOperation: "));
      assertThat(endpoint.calls().subList(callsBefore, endpoint.calls().size()))
          .allMatch(AwsEndpoint.Call::dryRun);
    }

    @Test
    void a_dry_run_is_repeated_when_it_is_throttled() {
      endpoint.nextDryRun(REVOKE).throttle();
      assertThat(network.refusalToRevoke(group, List.of(rule))).isEmpty();
      assertThat(actions()).containsExactly(REVOKE, REVOKE);
      assertThat(ids()).containsExactly(rule);
    }

    @Test
    void a_dry_run_without_an_answer_says_neither_yes_nor_no() {
      endpoint.always(REVOKE).fail(500);
      assertThatExceptionOfType(CloudUnreadable.class)
          .isThrownBy(() -> network.refusalToRevoke(group, List.of(rule)));
    }

    @Test
    void a_revocation_by_nothing_is_not_sent() {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> network.revokeEgress(group, List.of()));
      assertThat(actions()).isEmpty();
    }

    @Test
    void an_authorisation_without_tags_speaks_of_none() {
      assertThat(authorize(network)).isInstanceOf(Accepted.class);
      assertThat(endpoint.calls().getLast().parameters().keySet())
          .noneMatch(name -> name.startsWith("TagSpecification"))
          .noneMatch(name -> name.endsWith("FromPort"))
          .noneMatch(name -> name.endsWith("Description"));
    }

    private ApiAnswer authorize(VpcNetwork where) {
      return where.authorizeEgress(group, List.of(EVERYWHERE), "", Map.of());
    }

    private List<String> ids() {
      return network.egressRules(Set.of(group)).stream().map(EgressRule::id).toList();
    }

    private List<String> actions() {
      return endpoint.calls().stream().skip(callsBefore).map(AwsEndpoint.Call::action).toList();
    }
  }
}
