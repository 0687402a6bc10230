package io.replicamedic.rung.network.rules;

import static io.replicamedic.rung.network.rules.CutLab.AUTHORIZE;
import static io.replicamedic.rung.network.rules.CutLab.REVOKE;
import static io.replicamedic.rung.network.rules.CutLab.RULES;
import static io.replicamedic.rung.network.rules.CutLab.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.adapter.aws.DummyCredentials;
import io.replicamedic.isolation.Cut;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Mark;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.Names;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.ChannelDetail;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.GtidSet;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.rung.network.CutProposal;
import io.replicamedic.rung.network.Isolation;
import io.replicamedic.rung.network.ListedObligations;
import io.replicamedic.rung.network.NetworkPolicy;
import io.replicamedic.rung.network.rules.CutLab.Scene;
import io.replicamedic.rung.network.rules.CutLab.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cut would mean; nothing is ever written by asking. */
@ExtendWith(DummyCredentials.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationTest {
  private static final String HOST = "orders.example.net";
  private static final String SOURCE_HOST = "source.example.net";
  private static final String OWN = "10.0.0.1";
  private static final int NET_TIMEOUT = 60;
  private static final NetworkPolicy POLICY =
      new NetworkPolicy(
          List.of("security-group"),
          Duration.ofMinutes(15),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofMillis(1),
          Duration.ofSeconds(5));

  private final CutLab lab = new CutLab();
  private final AwsEndpoint endpoint = lab.endpoint;
  private final Map<String, Set<String>> known = new HashMap<>();
  private ListedObligations obligations = new ListedObligations();
  private int cluster;
  private int writes;

  @BeforeEach
  void another() {
    endpoint.asUsual();
    obligations = new ListedObligations();
    cluster++;
    known.clear();
    known.put(HOST, Set.of(OWN));
    known.put(SOURCE_HOST, Set.of(SOURCE));
    writes = endpoint.writes().size();
  }

  @AfterEach
  void nothing_was_written() {
    assertThat(endpoint.writes()).hasSize(writes);
  }

  @AfterAll
  void gone() {
    lab.close();
  }

  private String id() {
    return "orders-" + cluster;
  }

  /** A cluster in the groups of the scene, and its interface. */
  private Scene deployed() {
    Scene scene = lab.scene();
    endpoint.cluster(id(), id() + "-1", id() + "-2", List.of(scene.wide, scene.narrow));
    endpoint.networkInterface("RDSNetworkInterface", OWN, List.of(scene.wide, scene.narrow));
    return scene;
  }

  private CutProposal propose(Database database, ReplicationStatus status) {
    Names names = host -> known.getOrDefault(host, Set.of());
    return new Isolation(
            lab.aws(), names, List.of(new SecurityGroupMeans(lab.aws(), obligations)), POLICY)
        .propose(database, status, NET_TIMEOUT, Isolation.AUTO);
  }

  private CutProposal propose() {
    return propose(database(Set.of()), status(ThreadState.CONNECTING, 10));
  }

  private static List<String> reasons(CutProposal proposal) {
    assertThat(proposal).isInstanceOf(CutProposal.NotPossible.class);
    return ((CutProposal.NotPossible) proposal).reasons();
  }

  private static CutProposal.Possible possible(CutProposal proposal) {
    assertThat(proposal).isInstanceOf(CutProposal.Possible.class);
    return (CutProposal.Possible) proposal;
  }

  private static Cut cut(CutProposal.Possible possible) {
    return CutDocument.parse(possible.proposal().begin().apply("id").document()).state().cut();
  }

  private Database database(Set<String> addresses) {
    return database(
        Optional.of(new AwsIdentity(Optional.of(id()), Optional.empty())), SOURCE_HOST, addresses);
  }

  private Database database(
      Optional<AwsIdentity> identity, String sourceHost, Set<String> addresses) {
    Endpoint source = new Endpoint(sourceHost, CutLab.PORT);
    Credentials nobody = new Credentials("nobody", "env:NOTHING");
    return new Database(
        id(),
        "aurora-mysql",
        ReplicationKind.EXTERNAL_BINLOG,
        new Endpoint(HOST, 3306),
        nobody,
        Tls.REQUIRED,
        identity,
        Optional.of(new RegisteredSource(source, source, nobody, true, false, addresses)));
  }

  private static ReplicationStatus status(ThreadState receiver, long retries) {
    return new ReplicationStatus(
        "",
        receiver,
        ThreadState.NO,
        new Endpoint(SOURCE_HOST, CutLab.PORT),
        "repl",
        "",
        true,
        true,
        GtidSet.parse(""),
        GtidSet.parse(""),
        0,
        "",
        1062,
        "Duplicate entry",
        List.of(),
        null,
        1,
        retries,
        0,
        0,
        30,
        "binlog.000001",
        4,
        ChannelDetail.NONE,
        Instant.parse("2026-11-22T12:00:00Z"));
  }

  @Test
  void a_cut_takes_the_rules_that_cover_the_source_and_no_other() {
    Scene scene = deployed();
    CutProposal.Possible possible = possible(propose());
    assertThat(cut(possible).groupIds()).containsExactlyInAnyOrder(scene.wide, scene.narrow);
    assertThat(cut(possible).originals())
        .extracting(rule -> rule.permission().toString())
        .containsExactlyInAnyOrder("all to 10.1.0.0/28", "tcp 3306 to 10.1.0.4/30");
    assertThat(possible.proposal().prepare())
        .contains("AuthorizeSecurityGroupEgress " + scene.wide);
    assertThat(possible.proposal().cut())
        .contains(cut(possible).originals().stream().map(EgressRule::id).toList());
    assertThat(possible.notes()).anyMatch(note -> note.contains("of 60"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"adding", "removing"})
  void groups_that_are_being_changed_refuse(String change) {
    Scene scene = deployed();
    endpoint.membershipStatus(id(), scene.narrow, change);
    assertThat(reasons(propose()))
        .containsExactly(
            "its security groups are being changed: " + scene.narrow + " is " + change);
  }

  @Test
  void a_group_that_only_the_interface_has_is_cut_too() {
    Scene scene = lab.scene();
    endpoint.cluster(id(), id() + "-1", id() + "-2", List.of(scene.wide));
    endpoint.networkInterface("RDSNetworkInterface", OWN, List.of(scene.wide, scene.narrow));
    assertThat(cut(possible(propose())).groupIds())
        .containsExactlyInAnyOrder(scene.wide, scene.narrow);
  }

  @Test
  void the_groups_of_somebody_elses_interface_are_left_alone() {
    Scene scene = lab.scene();
    endpoint.cluster(id(), id() + "-1", id() + "-2", List.of(scene.wide));
    endpoint.networkInterface("RDSNetworkInterface", OWN, List.of(scene.wide));
    endpoint.networkInterface("batch host", "10.0.0.9", List.of(scene.wide, scene.narrow));
    assertThat(cut(possible(propose())).groupIds()).containsExactly(scene.wide);
  }

  @Test
  void addresses_that_the_operator_registered_are_cut_too() {
    deployed();
    CutProposal.Possible possible =
        possible(propose(database(Set.of("10.1.0.10")), status(ThreadState.CONNECTING, 10)));
    assertThat(cut(possible).addresses()).containsExactly("10.1.0.10", SOURCE);
  }

  @Test
  void addresses_that_are_registered_for_another_host_are_not() {
    deployed();
    Database elsewhere =
        database(
            Optional.of(new AwsIdentity(Optional.of(id()), Optional.empty())),
            "another.example.net",
            Set.of("10.1.0.10"));
    assertThat(cut(possible(propose(elsewhere, status(ThreadState.CONNECTING, 10)))).addresses())
        .containsExactly(SOURCE);
  }

  @Test
  void a_denied_dry_run_to_add_refuses() {
    Scene scene = deployed();
    endpoint.nextDryRun(AUTHORIZE).deny();
    assertThat(reasons(propose()))
        .singleElement()
        .asString()
        .matches(
            "security-group: authorise in ("
                + scene.wide
                + "|"
                + scene.narrow
                + "): UnauthorizedOperation.*");
  }

  @Test
  void a_denied_dry_run_to_revoke_refuses() {
    deployed();
    endpoint.nextDryRun(REVOKE).deny();
    assertThat(reasons(propose()))
        .singleElement()
        .asString()
        .startsWith("security-group: revoke in ")
        .contains("UnauthorizedOperation");
  }

  @Test
  void a_denied_dry_run_to_give_back_refuses() {
    deployed();
    String first = cut(possible(propose())).originals().getFirst().id();
    // Of each group its narrower rules are asked for, and then its originals as they would return.
    endpoint.nextDryRun(AUTHORIZE).seenAfter(0);
    endpoint.nextDryRun(AUTHORIZE).deny();
    assertThat(reasons(propose()))
        .singleElement()
        .asString()
        .startsWith("security-group: give back " + first)
        .contains("UnauthorizedOperation");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"CONNECTING"})
  void an_established_or_ended_receiver_is_not_helped_by_a_cut(ThreadState receiver) {
    deployed();
    assertThat(reasons(propose(database(Set.of()), status(receiver, 10))))
        .singleElement()
        .asString()
        .contains(
            receiver == ThreadState.YES ? "the receiver is connected (Yes)" : "ended already");
  }

  @Test
  void the_plan_names_whom_else_it_reaches() {
    Scene scene = deployed();
    assertThat(possible(propose()).notes()).contains("nobody else has these groups");
    String host = endpoint.networkInterface("batch host", "10.0.0.9", List.of(scene.wide));
    assertThat(possible(propose()).notes())
        .anySatisfy(
            note ->
                assertThat(note)
                    .contains("also reaches 1 other interfaces", host, "batch host", "10.0.0.9"));
  }

  @Test
  void an_interface_with_groups_that_stay_as_they_are_is_not_reached() {
    Scene scene = deployed();
    String quiet = endpoint.group("quiet");
    endpoint.egress(quiet, "tcp", 443, 443, "0.0.0.0/0", "", Map.of());
    endpoint.cluster(
        id() + "b", id() + "b-1", id() + "b-2", List.of(scene.wide, scene.narrow, quiet));
    endpoint.networkInterface("batch host", "10.0.0.9", List.of(quiet));
    Database database =
        database(
            Optional.of(new AwsIdentity(Optional.of(id() + "b"), Optional.empty())),
            SOURCE_HOST,
            Set.of());
    assertThat(possible(propose(database, status(ThreadState.CONNECTING, 10))).notes())
        .noneMatch(note -> note.contains("batch host"));
  }

  @Test
  void a_receiver_that_goes_on_for_longer_than_the_cut_is_warned_about() {
    deployed();
    CutProposal.Possible many =
        possible(propose(database(Set.of()), status(ThreadState.CONNECTING, 86_400)));
    assertThat(many.notes())
        .anySatisfy(
            note -> assertThat(note).contains("the cut may not suffice", "given back after 900 s"));
    assertThat(many.within()).isEqualTo(POLICY.longestCut().minus(POLICY.reserve()));
    CutProposal.Possible forEver =
        possible(propose(database(Set.of()), status(ThreadState.CONNECTING, 0)));
    assertThat(forEver.notes()).anyMatch(note -> note.contains("go on trying for ever"));
    assertThat(forEver.within()).isEqualTo(POLICY.longestCut().minus(POLICY.reserve()));
  }

  @Test
  void a_receiver_that_gives_up_soon_is_cut_for_no_longer_than_that_takes() {
    deployed();
    CutProposal.Possible few =
        possible(propose(database(Set.of()), status(ThreadState.CONNECTING, 3)));
    assertThat(few.notes())
        .contains("under the cut the receiver gives up within 183 s")
        .noneMatch(note -> note.contains("may not suffice"));
    assertThat(few.within()).isEqualTo(Duration.ofSeconds(183 + 30));
    assertThat(few.longest()).isEqualTo(POLICY.longestCut());
  }

  @ParameterizedTest
  @ValueSource(strings = {"DescribeDBClusters", RULES, "DescribeNetworkInterfaces"})
  void what_AWS_does_not_tell_is_unreadable_and_not_a_no(String action) {
    deployed();
    endpoint.always(action).fail(500);
    CutProposal proposal = propose();
    assertThat(proposal).isInstanceOf(CutProposal.Unreadable.class);
    assertThat(((CutProposal.Unreadable) proposal).why()).contains(action);
  }

  @Test
  void what_we_may_not_read_for_one_means_is_said_of_that_means() {
    deployed();
    endpoint.always(RULES).deny();
    assertThat(reasons(propose()))
        .singleElement()
        .asString()
        .startsWith("security-group: ec2:" + RULES + ": UnauthorizedOperation");
  }

  @Test
  void a_source_whose_name_nobody_knows_is_refused() {
    deployed();
    known.remove(SOURCE_HOST);
    assertThat(reasons(propose()))
        .containsExactly("the source's name " + SOURCE_HOST + " cannot be resolved from here");
  }

  @Test
  void a_database_without_an_identity_has_no_network_of_ours() {
    deployed();
    assertThat(
            reasons(
                propose(
                    database(Optional.empty(), SOURCE_HOST, Set.of()),
                    status(ThreadState.CONNECTING, 10))))
        .singleElement()
        .asString()
        .contains("no RDS identity");
  }

  @Test
  void a_source_that_no_rule_covers_is_nothing_to_cut() {
    deployed();
    known.put(SOURCE_HOST, Set.of("172.16.0.1"));
    assertThat(reasons(propose())).singleElement().asString().contains("anyway");
  }

  @Test
  void what_a_closed_cut_left_is_not_taken_for_a_rule_of_theirs() {
    Scene scene = deployed();
    scene.at(Stage.SOME_NARROWER_ADDED);
    endpoint.egress(
        scene.wide, "-1", -1, -1, SOURCE + "/32", Mark.of(scene.adding.obligationId()), Map.of());
    writes = endpoint.writes().size();
    obligations.add(scene.owed(Stage.REVOKED).in(ObligationState.CLOSED, "read back"));
    assertThat(cut(possible(propose())).originals())
        .extracting(EgressRule::description)
        .noneMatch(text -> text.startsWith("replica-medic"));
  }
}
