package io.replicamedic.rung.network.swap;

import static io.replicamedic.rung.network.swap.SwapLab.CREATE;
import static io.replicamedic.rung.network.swap.SwapLab.OUT;
import static io.replicamedic.rung.network.swap.SwapLab.PORT;
import static io.replicamedic.rung.network.swap.SwapLab.REVOKE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replicamedic.adapter.aws.DummyCredentials;
import io.replicamedic.isolation.Mark;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.rung.network.Proposal;
import io.replicamedic.rung.network.Situation;
import io.replicamedic.rung.network.Surroundings;
import io.replicamedic.rung.network.swap.SwapLab.Scene;
import io.replicamedic.rung.network.swap.SwapLab.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a swap would mean, and when it is refused; nothing is ever written by asking. */
@ExtendWith(DummyCredentials.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SwapProposalTest {
  private final SwapLab lab = new SwapLab();
  private final AwsEndpoint endpoint = lab.endpoint;

  @AfterAll
  void gone() {
    lab.close();
  }

  private Proposal propose(Situation situation) {
    int writes = endpoint.writes().size();
    Proposal proposal = lab.means().propose(situation);
    assertThat(endpoint.writes()).hasSize(writes);
    return proposal;
  }

  private Proposal propose(Scene scene) {
    return propose(scene.situation(ThreadState.CONNECTING));
  }

  private static Proposal.Possible possible(Proposal proposal) {
    assertThat(proposal).isInstanceOf(Proposal.Possible.class);
    return (Proposal.Possible) proposal;
  }

  private static String refused(Proposal proposal) {
    assertThat(proposal).isInstanceOf(Proposal.NotPossible.class);
    return String.join("; ", ((Proposal.NotPossible) proposal).reasons());
  }

  @Test
  void the_plan_says_what_becomes_of_whom() {
    Scene scene = lab.scene();
    String reader =
        endpoint.networkInterface(
            "RDSNetworkInterface", "10.0.8.1", List.of(scene.wide, scene.quiet));
    Proposal.Possible possible = possible(propose(scene));
    assertThat(possible.claims())
        .containsExactly("security-group:" + scene.wide, "database-groups:" + scene.cluster);
    assertThat(possible.prepare())
        .startsWith("CreateSecurityGroup in " + endpoint.vpc())
        .contains("all to 10.1.0.0/30", "tcp 3306 to 10.2.0.0/16");
    assertThat(possible.cut())
        .isEqualTo(
            "ModifyDBCluster %s: groups (the temporary group), %s instead of %s, %s"
                .formatted(scene.cluster, scene.quiet, scene.wide, scene.quiet));
    assertThat(possible.notes())
        .anyMatch(note -> note.contains("every member of the cluster") && note.contains(reader))
        .anyMatch(note -> note.contains("has no dry run"))
        .anyMatch(note -> note.contains("IP protocols other than tcp, udp and icmp"));
  }

  @Test
  void asked_again_it_says_the_same_words() {
    Scene scene = lab.scene();
    Proposal.Possible once = possible(propose(scene));
    Proposal.Possible again = possible(propose(scene));
    assertThat(again.prepare()).isEqualTo(once.prepare());
    assertThat(again.cut()).isEqualTo(once.cut());
  }

  @Test
  void what_is_recorded_is_what_is_read_again() {
    Scene scene = lab.scene();
    endpoint.egress(scene.wide, "tcp", 9, 9, scene.quiet, "", Map.of());
    endpoint.egress(scene.wide, "tcp", 9, 9, endpoint.prefixList("l", 3, List.of()), "", Map.of());
    String document = scene.begun().document();
    assertThat(SwapDocument.parse(document).write()).isEqualTo(document);
    assertThat(SwapDocument.parse(document).state().obligationId()).isEqualTo(scene.obligation);
  }

  @Test
  void a_lone_instance_is_swapped_by_itself() {
    Scene scene = lab.scene();
    endpoint.instance("lone", List.of(scene.wide));
    RdsFacts lone = lab.fleet().facts(new AwsIdentity(Optional.empty(), Optional.of("lone")));
    Situation of = scene.situation(ThreadState.CONNECTING);
    Proposal.Possible possible =
        possible(
            propose(
                new Situation(
                    of.database(), lone, of.around(), of.addresses(), PORT, of.receiver())));
    assertThat(possible.cut()).startsWith("ModifyDBInstance lone: groups (the temporary group) ");
    assertThat(possible.claims()).contains("database-groups:lone");
    assertThat(possible.notes()).anyMatch(note -> note.startsWith("its interfaces: "));
  }

  @Test
  void an_established_connection_is_not_ended_by_it() {
    assertThat(refused(propose(lab.scene().situation(ThreadState.YES))))
        .contains("the receiver is connected (Yes)");
  }

  @Test
  void a_database_whose_interfaces_are_unknown_is_refused() {
    Situation of = lab.scene().situation(ThreadState.CONNECTING);
    Surroundings unknown = new Surroundings(of.around().groups(), List.of(), of.around().others());
    assertThat(
            refused(
                propose(
                    new Situation(
                        of.database(), of.facts(), unknown, of.addresses(), PORT, of.receiver()))))
        .contains("which interfaces are the database's cannot be told");
  }

  @Test
  void a_database_whose_VPC_is_not_told_is_refused() {
    Situation of = lab.scene().situation(ThreadState.CONNECTING);
    RdsFacts is = of.facts();
    RdsFacts nowhere =
        new RdsFacts(
            is.instance(),
            is.cluster(),
            is.engine(),
            is.engineVersion(),
            is.status(),
            is.kind(),
            is.role(),
            is.multiAz(),
            is.groups(),
            "",
            is.subnets(),
            is.managedSource(),
            is.statusInfos(),
            is.readAt());
    assertThat(
            refused(
                propose(
                    new Situation(
                        of.database(), nowhere, of.around(), of.addresses(), PORT, of.receiver()))))
        .contains("does not tell the VPC");
  }

  @Test
  void a_source_that_no_group_covers_is_nothing_to_cut() {
    Situation of = lab.scene().situation(ThreadState.CONNECTING);
    assertThat(
            refused(
                propose(
                    new Situation(
                        of.database(),
                        of.facts(),
                        of.around(),
                        Set.of("172.16.0.1"),
                        PORT,
                        of.receiver()))))
        .contains("lets it reach [172.16.0.1] anyway");
  }

  @ParameterizedTest
  @ValueSource(strings = {"in", "out"})
  void rules_elsewhere_that_refer_to_a_replaced_group_refuse(String way) {
    Scene scene = lab.scene();
    String app = endpoint.group("app-" + scene.cluster);
    if (way.equals("in")) {
      endpoint.ingress(app, "tcp", 8080, 8080, scene.wide);
    } else {
      endpoint.egress(app, "tcp", PORT, PORT, scene.wide, "", Map.of());
    }
    assertThat(refused(propose(scene)))
        .isEqualTo(
            "rules of [%s] refer to [%s]: they would not apply to the database any more"
                .formatted(app, scene.wide));
  }

  @Test
  void rules_that_refer_to_a_group_that_stays_do_not_matter() {
    Scene scene = lab.scene();
    endpoint.ingress(endpoint.group("app-" + scene.cluster), "tcp", 80, 80, scene.quiet);
    possible(propose(scene));
  }

  @Test
  void a_group_that_refers_to_itself_is_copied_when_nobody_else_has_it() {
    Scene scene = lab.scene();
    endpoint.ingress(scene.wide, "tcp", 9000, 9000, scene.wide);
    endpoint.egress(scene.wide, "tcp", 9000, 9000, scene.wide, "", Map.of());
    Object rules = scene.rules();
    var owed = scene.at(Stage.CUT);
    String temporary = scene.temporary().orElseThrow();
    assertThat(endpoint.ingressRules(List.of(temporary)))
        .anyMatch(rule -> rule.fromPort() == 9000 && rule.cidr().equals(temporary))
        .noneMatch(rule -> rule.cidr().equals(scene.wide));
    assertThat(scene.egress(temporary))
        .anyMatch(rule -> rule.fromPort() == 9000 && rule.cidr().equals(temporary));
    assertThat(lab.attempt(owed).toString()).contains("as they were");
    assertThat(scene.rules()).isEqualTo(rules);
  }

  @Test
  void a_group_that_refers_to_itself_and_that_somebody_else_has_refuses() {
    Scene scene = lab.scene();
    endpoint.ingress(scene.wide, "tcp", 9000, 9000, scene.wide);
    String host = endpoint.networkInterface("batch host", "10.0.8.2", List.of(scene.wide));
    assertThat(refused(propose(scene))).contains("refer to these groups themselves", host);
  }

  @Test
  void a_covering_group_that_only_the_interface_has_refuses() {
    Scene scene = lab.scene();
    String extra = endpoint.group("extra-" + scene.cluster);
    endpoint.egress(extra, "tcp", PORT, PORT, "10.0.0.0/8", "", Map.of());
    endpoint.networkInterface("RDSNetworkInterface", scene.own, List.of(scene.wide, extra));
    assertThat(refused(propose(scene))).contains("[" + extra + "]", "RDS does not name them");
  }

  @Test
  void more_inbound_rules_than_a_group_may_have_refuse_with_the_numbers() {
    Scene scene = lab.scene();
    String other = endpoint.group("other-" + scene.cluster);
    endpoint.egress(other, "tcp", PORT, PORT, "10.1.0.0/16", "", Map.of());
    for (int port = 1; port <= 60; port++) {
      endpoint.ingress(port % 2 == 0 ? scene.wide : other, "tcp", port, port, "10.3.0.0/16");
    }
    endpoint.cluster(
        scene.cluster, scene.cluster + "-1", scene.cluster + "-2", List.of(scene.wide, other));
    assertThat(refused(propose(scene)))
        .isEqualTo("one group with 61 inbound IPv4 rules: 60 are allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {CREATE, OUT, REVOKE})
  void a_denied_dry_run_refuses(String action) {
    Scene scene = lab.scene();
    endpoint.nextDryRun(action).deny();
    assertThat(refused(propose(scene))).contains("UnauthorizedOperation");
  }

  @Test
  void a_database_under_another_cut_is_left_until_that_is_over() {
    Scene scene = lab.scene();
    Scene swapped = lab.scene();
    swapped.at(Stage.CUT);
    assertThat(propose(swapped)).isInstanceOf(Proposal.Busy.class);
    endpoint.egress(scene.quiet, "tcp", 1, 1, "10.7.0.0/16", Mark.of("another"), Map.of());
    assertThat(((Proposal.Busy) propose(scene)).why()).contains(scene.quiet, "under another cut");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DescribeSecurityGroups", "DescribeSecurityGroupRules"})
  void what_cannot_be_read_is_not_a_no(String action) {
    Scene scene = lab.scene();
    Situation situation = scene.situation(ThreadState.CONNECTING);
    endpoint.always(action).deny();
    assertThatExceptionOfType(CloudUnreadable.class).isThrownBy(() -> propose(situation));
  }
}
