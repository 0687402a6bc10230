package io.replicamedic.rung.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.replicamedic.adapter.aws.DummyCredentials;
import io.replicamedic.adapter.aws.LabAccess;
import io.replicamedic.lab.Await;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Cloud;
import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.ChannelDetail;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.GtidSet;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.rung.network.acl.NetworkAclMeans;
import io.replicamedic.rung.network.rules.SecurityGroupMeans;
import io.replicamedic.rung.network.swap.GroupSwapMeans;
import io.replicamedic.workflow.Signals;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A database in another account and region is cut there, and its egress is given back there. */
@ExtendWith(DummyCredentials.class)
class ElsewhereTest {
  private static final String OWN_ACCOUNT = "123456789012";
  private static final String ROLE = "arn:aws:iam::210987654321:role/replica-medic";
  private static final AwsAccount THERE = new AwsAccount("eu-west-1", ROLE, "ours");
  private static final String SOURCE = "203.0.113.7";
  private static final String OWN = "10.0.0.9";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration MILLIS = Duration.ofMillis(1);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final AwsEndpoint endpoint = AwsEndpoint.start();
  private final LabAccess access = new LabAccess(endpoint.uri(), PATIENCE);
  private final ListedObligations obligations = new ListedObligations();

  @TempDir private Path folder;

  @AfterEach
  void gone() {
    access.close();
    endpoint.close();
  }

  /** The database and its network, in one place. */
  private final class Scene {
    final AwsEndpoint where;
    final AwsAccount account;
    final String group;
    final String acl;
    final Object before;

    Scene(AwsEndpoint where, AwsAccount account) {
      this.where = where;
      this.account = account;
      where.appliesAfter(Duration.ZERO);
      String subnet = where.subnet("10.0.128.0/24");
      acl = where.acl(List.of(subnet));
      where.entry(acl, new Cloud.Entry(100, "-1", -1, -1, "0.0.0.0/0", "allow"));
      group = where.group("databases");
      where.egress(group, "-1", -1, -1, "0.0.0.0/0", "all out", Map.of());
      String networkInterface =
          where.networkInterface("RDSNetworkInterface", subnet, List.of(OWN), List.of(group));
      where.cluster("orders", "orders-1", "orders-2", List.of(group));
      where.place("orders", List.of(subnet));
      where.attach(networkInterface, "orders-1");
      before = now();
    }

    /** Everything that a cut may change, without the ids of rules. */
    Object now() {
      return List.of(
          where.egressRules(List.of(group)).stream().map(Cloud.Rule::content).toList(),
          where.aclEntries(acl),
          new TreeMap<>(where.memberships("orders-1")),
          where.groupNames());
    }

    Database database() {
      return new Database(
          "orders",
          "aurora-mysql",
          ReplicationKind.EXTERNAL_BINLOG,
          new Endpoint(OWN, 3306),
          new Credentials("nobody", "env:NOTHING"),
          Tls.REQUIRED,
          Optional.of(new AwsIdentity(Optional.of("orders"), Optional.empty())),
          account,
          Map.of());
    }

    /** Planned, prepared, and made; what is on record then. */
    Obligation cut(String means) {
      NetworkPolicy policy = policy(means);
      List<Means> all = all(access.accounts());
      CutProposal proposed =
          new Isolation(access.accounts(), Set::of, all, policy)
              .propose(database(), status(), 4, means);
      if (!(proposed instanceof CutProposal.Possible possible)) {
        throw new AssertionError(proposed);
      }
      String id = UUID.randomUUID().toString();
      Ongoing cut = possible.proposal().begin().apply(id).preparing().recorded();
      settle(cut::preparing);
      Ongoing cutting = cut.cutting().recorded();
      settle(cutting::cutting);
      assertThat(cutting.notInForce(new Endpoint(SOURCE, 3306))).isEmpty();
      return new Obligation(
          id,
          "w",
          possible.means().kind(),
          "orders",
          ObligationState.CUTTING,
          "egress",
          cutting.document(),
          "",
          Set.copyOf(possible.proposal().claims()),
          NOON,
          NOON.plusSeconds(900),
          "");
    }
  }

  private Scene far() {
    endpoint.role(ROLE, "ours");
    return new Scene(endpoint.in("210987654321", "eu-west-1"), THERE);
  }

  private List<Means> all(AwsAccounts aws) {
    Clock clock = Clock.systemUTC();
    return List.of(
        new SecurityGroupMeans(aws, obligations),
        new NetworkAclMeans(aws, obligations, clock),
        new GroupSwapMeans(aws, obligations, Duration.ofSeconds(1), clock));
  }

  private static NetworkPolicy policy(String means) {
    return new NetworkPolicy(
        List.of(means), Duration.ofMinutes(15), Duration.ofSeconds(30), PATIENCE, MILLIS, MILLIS);
  }

  private static ReplicationStatus status() {
    GtidSet nothing = GtidSet.parse("");
    return new ReplicationStatus(
        "",
        ThreadState.CONNECTING,
        ThreadState.NO,
        new Endpoint(SOURCE, 3306),
        "repl",
        "",
        true,
        true,
        nothing,
        nothing,
        0,
        "",
        0,
        "",
        List.of(),
        null,
        1,
        3,
        0,
        1,
        30,
        "binlog.000001",
        4,
        ChannelDetail.NONE,
        NOON);
  }

  private static void settle(Supplier<Look> looking) {
    Await.until(
        "the cut goes on",
        PATIENCE,
        () -> {
          Look look = looking.get();
          assertThat(look.obstacles()).isEmpty();
          look.needed()
              .forEach(
                  call -> assertThat(call.send().get()).isInstanceOf(ApiAnswer.Accepted.class));
          return look.done();
        });
  }

  /** By an instance that knows nothing but the record. */
  private Discharge discharge(Obligation owed, AwsAccounts aws) {
    Means means =
        all(aws).stream().filter(each -> each.kind().equals(owed.kind())).findFirst().orElseThrow();
    return new CutDischarger(means, policy(means.name()), Clock.systemUTC(), new Signals())
        .attempt(owed.in(ObligationState.DISCHARGING, ""), () -> true, new Announced());
  }

  @ParameterizedTest
  @ValueSource(strings = {"security-group", "network-acl", "group-swap"})
  void a_cut_is_made_and_undone_in_the_databases_region_as_its_role(String means) {
    Scene scene = far();
    Obligation owed = scene.cut(means);
    assertThat(scene.now()).isNotEqualTo(scene.before);
    assertThat(owed.undo()).contains("eu-west-1", ROLE).doesNotContain("ASIA");
    URI uri = endpoint.uri();
    try (LabAccess another = new LabAccess(uri, PATIENCE)) {
      assertThat(discharge(owed, another.accounts())).isInstanceOf(Discharge.Closed.class);
    }
    assertThat(scene.now()).isEqualTo(scene.before);
    assertThat(endpoint.writes())
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(call -> call.keyId().startsWith("ASIA") && call.region().equals("eu-west-1"));
    assertThat(endpoint.calls())
        .allMatch(call -> call.region().equals("eu-west-1"))
        .filteredOn(call -> call.action().equals("AssumeRole"))
        .as("one of each instance")
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"security-group", "network-acl", "group-swap"})
  void a_record_from_before_there_were_accounts_is_undone_by_the_standard_one(String means) {
    Scene scene = far();
    Obligation owed = scene.cut(means);
    Obligation old =
        owed.in(ObligationState.CUTTING, new Obligation.UndoDocument(older(owed.undo(), means)));
    assertThat(old.undo()).doesNotContain("eu-west-1");
    try (LabAccess upgraded = new LabAccess(endpoint.uri(), THERE, PATIENCE)) {
      assertThat(discharge(old, upgraded.accounts())).isInstanceOf(Discharge.Closed.class);
    }
    assertThat(scene.now()).isEqualTo(scene.before);
  }

  /** As the version before wrote it: of an ACL the state only. */
  private static String older(String undo, String means) {
    ObjectNode document = (ObjectNode) JsonMapper.shared().readTree(undo);
    document.remove("account");
    JsonNode state = document.remove("located");
    return means.equals("network-acl") ? state.toString() : document.set("state", state).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"security-group", "network-acl", "group-swap"})
  void an_old_record_that_moved_on_still_means_the_standard_account(String means) {
    Obligation owed = far().cut(means);
    Means itself =
        all(access.accounts()).stream()
            .filter(each -> each.name().equals(means))
            .findFirst()
            .orElseThrow();
    String old = older(owed.undo(), means);
    String moved =
        itself
            .ongoing(owed.in(ObligationState.CUTTING, new Obligation.UndoDocument(old)))
            .document();
    assertThat(older(moved, means)).isEqualTo(old);
    assertThat(moved).contains("\"account\":null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"security-group", "network-acl", "group-swap"})
  void what_a_later_version_records_besides_is_not_ignored(String means) {
    Scene scene = far();
    Obligation owed = scene.cut(means);
    ObjectNode later = (ObjectNode) JsonMapper.shared().readTree(owed.undo());
    later.put("partition", "moon");
    Obligation newer =
        owed.in(ObligationState.CUTTING, new Obligation.UndoDocument(later.toString()));
    assertThatException().isThrownBy(() -> discharge(newer, access.accounts()));
    assertThat(scene.now()).isNotEqualTo(scene.before);
  }

  @Test
  void while_the_role_cannot_be_assumed_it_is_owed_and_the_reason_is_told() {
    Scene scene = far();
    Obligation owed = scene.cut("security-group");
    Object cut = scene.now();
    try (LabAccess another = new LabAccess(endpoint.uri(), PATIENCE)) {
      endpoint.role(ROLE, "another external id");
      assertThat(discharge(owed, another.accounts()))
          .isInstanceOfSatisfying(
              Discharge.NotYet.class,
              not -> assertThat(not.why()).contains("sts:AssumeRole: AccessDenied", ROLE));
      assertThat(scene.now()).isEqualTo(cut);
      endpoint.role(ROLE, "ours");
      assertThat(discharge(owed, another.accounts())).isInstanceOf(Discharge.Closed.class);
    }
    assertThat(scene.now()).isEqualTo(scene.before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"security-group", "network-acl", "group-swap"})
  void the_printed_undo_names_region_and_role(String means) {
    Obligation owed = far().cut(means);
    List<String> lines = commands(owed);
    assertThat(lines.getFirst())
        .isEqualTo(
            "# with the credentials of a role, which this gives: aws sts assume-role --role-arn "
                + ROLE
                + " --role-session-name by-hand --external-id ours");
    assertThat(lines)
        .filteredOn(line -> !line.startsWith("#"))
        .isNotEmpty()
        .allMatch(
            line ->
                line.split("aws (ec2|rds) ", -1).length
                    == line.split(" --region eu-west-1", -1).length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"security-group", "network-acl", "group-swap"})
  void the_printed_undo_undoes_in_the_second_region(String means) throws Exception {
    Scene scene =
        new Scene(endpoint.in(OWN_ACCOUNT, "ap-southeast-2"), AwsAccount.OWN.in("ap-southeast-2"));
    List<String> lines = commands(scene.cut(means));
    try (AwsCli cli = new AwsCli(endpoint.uri())) {
      // The revoked rule is gone, as the lines say that this answer means.
      assertThat(cli.run(lines, new Shell(folder)))
          .isSubsetOf("InvalidSecurityGroupRuleId.NotFound");
    }
    assertThat(scene.now()).isEqualTo(scene.before);
  }

  private List<String> commands(Obligation owed) {
    return all(access.accounts()).stream()
        .filter(each -> each.kind().equals(owed.kind()))
        .flatMap(each -> each.ongoing(owed).undoCommands().stream())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"security-group", "network-acl", "group-swap"})
  void the_sentinel_looks_in_each_account_and_one_that_is_lost_hides_no_other(String means) {
    Scene lost = far();
    Obligation first = lost.cut(means);
    assertThat(discharge(first, access.accounts())).isInstanceOf(Discharge.Closed.class);
    Scene near =
        new Scene(endpoint.in(OWN_ACCOUNT, "ap-southeast-2"), AwsAccount.OWN.in("ap-southeast-2"));
    Obligation second = near.cut(means); // its calls are as good as those of a late one
    List<Obligation> closed = new ArrayList<>(List.of(first, second));
    closed.forEach(each -> obligations.add(each.in(ObligationState.CLOSED, "done")));
    endpoint.role(ROLE, "not ours any more");
    if (means.equals("group-swap")) {
      // Somebody gave the database its groups back by hand.
      assertThat(
              access
                  .accounts()
                  .of(near.account)
                  .fleet()
                  .setGroups(
                      near.database().aws().orElseThrow(), List.of(near.group), Instant.now()))
          .isInstanceOf(ApiAnswer.Accepted.class);
    }
    try (LabAccess another = new LabAccess(endpoint.uri(), PATIENCE)) {
      new Sentinel(all(another.accounts()), new ToldJournal()).look();
    }
    assertThat(endpoint.writes().getLast().region()).isEqualTo("ap-southeast-2");
    assertThat(endpoint.writes().getLast().action()).matches("Revoke.*|Delete.*");
  }
}
