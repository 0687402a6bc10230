package io.replicamedic.rung.network.acl;

import static io.replicamedic.rung.network.acl.AclLab.ALL;
import static io.replicamedic.rung.network.acl.AclLab.CREATE;
import static io.replicamedic.rung.network.acl.AclLab.DELETE;
import static io.replicamedic.rung.network.acl.AclLab.READ;
import static io.replicamedic.rung.network.acl.AclLab.REPLACE;
import static io.replicamedic.rung.network.acl.AclLab.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replicamedic.adapter.aws.DummyCredentials;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Cloud;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.NetworkInterface;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.rung.network.Call;
import io.replicamedic.rung.network.Ongoing;
import io.replicamedic.rung.network.Proposal;
import io.replicamedic.rung.network.Situation;
import io.replicamedic.rung.network.Surroundings;
import io.replicamedic.rung.network.acl.AclLab.Scene;
import io.replicamedic.rung.network.acl.AclLab.Stage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cut by network ACL would mean, and when it is refused; asking never writes. */
@ExtendWith(DummyCredentials.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AclProposalTest {
  private final AclLab lab = new AclLab();
  private final AwsEndpoint endpoint = lab.endpoint;

  @AfterAll
  void gone() {
    lab.close();
  }

  private Proposal propose(Scene scene, Situation situation) {
    int writes = endpoint.writes().size();
    Proposal proposal = scene.means().propose(situation);
    assertThat(endpoint.writes()).hasSize(writes);
    return proposal;
  }

  private Proposal propose(Scene scene) {
    return propose(scene, scene.situation());
  }

  /** The calls that it would begin with: which numbers is decided then. */
  private static String creating(Proposal.Possible possible) {
    return possible.begin().apply("id").preparing().needed().stream()
        .map(Call::words)
        .collect(Collectors.joining("; "));
  }

  private static Proposal.Possible possible(Proposal proposal) {
    assertThat(proposal).isInstanceOf(Proposal.Possible.class);
    return (Proposal.Possible) proposal;
  }

  private static String refused(Proposal proposal) {
    assertThat(proposal).isInstanceOf(Proposal.NotPossible.class);
    return String.join("; ", ((Proposal.NotPossible) proposal).reasons());
  }

  @ParameterizedTest
  @EnumSource(
      value = ThreadState.class,
      names = {"CONNECTING", "YES"})
  void the_plan_denies_the_source_wherever_the_database_may_be(ThreadState receiver) {
    Scene scene = lab.scene();
    Proposal.Possible possible =
        possible(propose(scene, scene.situation(Set.of(SOURCE), receiver)));
    String entry = " egress %s TCP 3306 to 10.1.0.5/32, below the entry that lets it through";
    assertThat(creating(possible).split("; "))
        .allMatch(call -> call.endsWith(" egress 99 allow tcp 3306 to 10.1.0.5/32"));
    assertThat(possible.prepare().split("; "))
        .containsExactlyInAnyOrder(
            "CreateNetworkAclEntry " + scene.shared + entry.formatted("allow"),
            "CreateNetworkAclEntry " + scene.alone + entry.formatted("allow"));
    assertThat(possible.cut().split("; "))
        .containsExactlyInAnyOrder(
            "ReplaceNetworkAclEntry " + scene.shared + entry.formatted("deny"),
            "ReplaceNetworkAclEntry " + scene.alone + entry.formatted("deny"));
    assertThat(possible.claims())
        .containsExactlyElementsOf(
            new TreeSet<>(List.of("network-acl:" + scene.shared, "network-acl:" + scene.alone)));
  }

  @Test
  void whoever_shares_an_ACL_is_named_and_so_is_the_room_in_it() {
    Scene scene = lab.scene();
    assertThat(possible(propose(scene)).notes())
        .anyMatch(note -> note.contains("every packet to [10.1.0.5] port 3306"))
        .anyMatch(
            note ->
                note.startsWith(scene.shared + " has 3 of 20 IPv4 egress entries at the peak")
                    && note.contains("of which [" + scene.others + "] are not the database's"))
        .anyMatch(
            note ->
                note.startsWith(scene.alone + " has 4 of 20 IPv4 egress entries at the peak")
                    && note.contains("all of them the database's"));
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
    Obligation owed = scene.at(Stage.CUT_INTENDED);
    assertThat(AclDocument.read(owed).write()).isEqualTo(owed.undo());
    assertThat(scene.ongoing(owed).document()).isEqualTo(owed.undo());
    assertThat(scene.ongoing(owed).addresses()).containsExactly(SOURCE);
  }

  @Test
  void a_source_in_a_subnet_of_the_database_is_refused() {
    Scene scene = lab.scene();
    String near = scene.own.replace(".7", ".9");
    assertThat(refused(propose(scene, scene.situation(Set.of(SOURCE, near), ThreadState.YES))))
        .contains(near, scene.here, "does not filter inside a subnet");
  }

  @Test
  void so_is_one_in_a_subnet_that_a_failover_leads_to() {
    Scene scene = lab.scene();
    String there = scene.own.replace("10.50.", "10.51.");
    assertThat(refused(propose(scene, scene.situation(Set.of(there), ThreadState.YES))))
        .contains(there, scene.failover, "does not filter inside a subnet");
  }

  @Test
  void a_database_whose_subnets_are_unknown_is_refused() {
    Scene scene = lab.scene();
    Situation of = scene.situation();
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
            is.vpc(),
            Set.of(),
            is.managedSource(),
            is.statusInfos(),
            is.readAt());
    List<NetworkInterface> none = List.of();
    assertThat(
            refused(
                propose(
                    scene,
                    new Situation(
                        of.database(),
                        nowhere,
                        new Surroundings(of.around().groups(), none, none),
                        of.addresses(),
                        of.port(),
                        of.receiver()))))
        .isEqualTo("the subnets of the database are not known");
  }

  @Test
  void a_full_ACL_is_refused_with_the_numbers() {
    Scene scene = lab.scene();
    for (int more = 101; endpoint.aclEntries(scene.shared).size() < 20; more++) {
      endpoint.entry(scene.shared, new Cloud.Entry(more, "6", 9, 9, "10.9.0.0/16", "allow"));
    }
    assertThat(refused(propose(scene)))
        .isEqualTo(scene.shared + ": 20 IPv4 egress entries now and 1 more are 21, 20 are allowed");
  }

  @Test
  void no_free_number_is_refused_with_those_taken() {
    Scene scene = lab.scene();
    endpoint.entry(scene.shared, new Cloud.Entry(1, "6", 3306, 3306, "10.0.0.0/8", "allow"));
    assertThat(refused(propose(scene))).contains(scene.shared, "no number below entry 1 allow");
  }

  @Test
  void an_ACL_that_denies_it_anyway_is_left_alone() {
    Scene scene = lab.scene();
    endpoint.entry(scene.shared, new Cloud.Entry(10, "6", 1, 9999, "10.1.0.0/16", "deny"));
    Proposal.Possible possible = possible(propose(scene));
    assertThat(possible.claims()).containsExactly("network-acl:" + scene.alone);
    assertThat(possible.cut()).doesNotContain(scene.shared);
    endpoint.entry(scene.alone, new Cloud.Entry(10, "-1", -1, -1, "10.0.0.0/8", "deny"));
    assertThat(refused(propose(scene))).contains("deny [10.1.0.5] anyway");
  }

  @Test
  void a_number_of_a_cut_that_is_not_closed_is_passed_over() {
    Scene scene = lab.scene();
    scene.obligations.add(scene.owed(scene.begun()));
    // three tries each are reserved
    assertThat(creating(possible(propose(scene)))).contains("egress 96 ").doesNotContain(" 97 ");
  }

  @ParameterizedTest
  @CsvSource({"59, 96", "61, 99"})
  void numbers_of_a_closed_cut_rest_for_an_hour(int minutes, int number) {
    Scene scene = lab.scene();
    Instant now = Instant.now();
    Ongoing cut = scene.begun();
    scene.obligations.add(
        scene.owed(ObligationState.CLOSED, cut), now.minus(Duration.ofMinutes(minutes)));
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    assertThat(creating(possible(scene.means(clock).propose(scene.situation()))).split("; "))
        .hasSize(2)
        .allMatch(call -> call.contains(" egress " + number + " "));
  }

  @Test
  void numbers_in_other_ACLs_do_not_matter() {
    Scene other = lab.scene();
    Obligation theirs = other.owed(other.begun());
    Scene scene = lab.scene();
    scene.obligations.add(theirs);
    assertThat(creating(possible(propose(scene))).split("; "))
        .allMatch(call -> call.contains(" egress 99 "));
  }

  @Test
  void each_address_is_denied_in_its_own_family() {
    Scene scene = lab.scene();
    endpoint.entry(scene.shared, new Cloud.Entry(101, "-1", -1, -1, "::/0", "allow"));
    Proposal.Possible possible =
        possible(propose(scene, scene.situation(Set.of(SOURCE, "2001:db8::5"), ThreadState.YES)));
    assertThat(creating(possible).split("; "))
        .containsExactlyInAnyOrder(
            "CreateNetworkAclEntry " + scene.shared + " egress 99 allow tcp 3306 to 10.1.0.5/32",
            "CreateNetworkAclEntry "
                + scene.shared
                + " egress 98 allow tcp 3306 to 2001:db8::5/128",
            "CreateNetworkAclEntry " + scene.alone + " egress 99 allow tcp 3306 to 10.1.0.5/32");
    assertThat(possible.notes())
        .anyMatch(note -> note.contains("3 of 20 IPv4") && note.contains("of 20 IPv6"));
  }

  @ParameterizedTest
  @ValueSource(strings = {CREATE, REPLACE, DELETE})
  void a_denied_dry_run_refuses(String action) {
    Scene scene = lab.scene();
    endpoint.nextDryRun(action).deny();
    assertThat(refused(propose(scene))).contains("UnauthorizedOperation");
  }

  @ParameterizedTest
  @ValueSource(strings = {READ, "DescribeSubnets"})
  void what_cannot_be_read_is_not_a_no(String action) {
    Scene scene = lab.scene();
    Situation situation = scene.situation();
    endpoint.always(action).deny();
    assertThatExceptionOfType(CloudUnreadable.class).isThrownBy(() -> propose(scene, situation));
  }

  @Test
  void an_entry_of_somebody_elses_with_a_lower_number_is_not_in_the_way() {
    Scene scene = lab.scene();
    endpoint.entry(scene.shared, new Cloud.Entry(99, "6", 80, 80, "10.2.0.0/16", "allow"));
    assertThat(endpoint.aclEntries(scene.shared)).contains(ALL);
    assertThat(creating(possible(propose(scene))))
        .contains("CreateNetworkAclEntry " + scene.shared + " egress 98 ");
  }
}
