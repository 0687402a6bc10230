package io.replicamedic.adapter.mysql;

import static io.replicamedic.adapter.mysql.Auditing.finding;
import static io.replicamedic.adapter.mysql.Auditing.runTime;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.adapter.aws.DummyCredentials;
import io.replicamedic.adapter.aws.LabAccess;
import io.replicamedic.audit.Audits;
import io.replicamedic.audit.Cloud;
import io.replicamedic.audit.Inspection;
import io.replicamedic.audit.KeptAudit;
import io.replicamedic.audit.MemoryAudits;
import io.replicamedic.audit.Occasion;
import io.replicamedic.durability.Auditor;
import io.replicamedic.durability.EngineKind;
import io.replicamedic.durability.Finding.Outcome;
import io.replicamedic.durability.Grade;
import io.replicamedic.durability.Observed;
import io.replicamedic.durability.Role;
import io.replicamedic.fleet.Registry;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.Database;
import io.replicamedic.replication.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Audits of what RDS manages: a real server, and what the RDS API says of it beside. */
@ExtendWith(DummyCredentials.class)
class AuditsOnRdsTest {
  private static final Occasion WHY = new Occasion.Asked("oncall", "to know", "");
  private static final String FLUSH = "innodb_flush_log_at_trx_commit";

  /** Nobody listens there. */
  private static final int NOBODY = 1;

  private static MysqlServer server;
  private static Registered registered;

  private final AwsEndpoint rds = AwsEndpoint.start();
  private final LabAccess access = new LabAccess(rds.uri(), Duration.ofMinutes(1));
  private Registry registry;
  private Audits audits;

  @BeforeAll
  static void start() throws SQLException {
    server = MysqlServer.start(Map.of());
    registered = Registered.alone(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void aFleet() throws SQLException {
    registry =
        new Registry(
            List.of(
                database("orders", "orders-1", server.port()),
                database("copy", "orders-2", NOBODY)));
    audits = audits(registry);
    set(FLUSH, "2");
    List<String> groups = List.of(rds.group("of-the-fleet"));
    rds.instance("orders-1", groups);
    rds.readReplica("orders-2", "orders-1", groups);
    rds.usesParameterGroup("orders-1", "shared");
    rds.usesParameterGroup("orders-2", "shared");
    rds.groupSays("shared", FLUSH, "1");
  }

  @AfterEach
  void ended() {
    access.close();
    rds.close();
  }

  @Test
  void a_group_that_says_1_over_a_server_that_runs_2_is_a_finding_of_its_own() {
    KeptAudit audit = audits.run("orders", WHY);

    assertThat(audit.audit().engine()).isEqualTo(EngineKind.RDS_INSTANCE);
    assertThat(audit.audit().roles()).containsExactly(Role.SOURCE);
    assertThat(audit.audit().grade()).isEqualTo(Grade.LOSES_COMMITS);
    assertThat(finding(audit, "group-not-in-force").outcome()).isEqualTo(Outcome.FAILED);
    assertThat(finding(audit, "flush-log-at-commit").read())
        .anySatisfy(it -> says(it, Observed.Origin.RUN_TIME, "2"))
        .anySatisfy(it -> says(it, Observed.Origin.PARAMETER_GROUP, "1"))
        .anySatisfy(it -> says(it, Observed.Origin.APPLY_STATUS, "in-sync"));
  }

  @Test
  void what_is_set_by_hand_and_undone_by_the_next_restart_is_found() throws SQLException {
    rds.groupSays("shared", FLUSH, "2");
    set(FLUSH, "1");
    KeptAudit audit = audits.run("orders", WHY);

    assertThat(finding(audit, "flush-log-at-commit").outcome()).isEqualTo(Outcome.PASSED);
    assertThat(finding(audit, "undone-by-restart").outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void backups_standby_and_a_failed_apply_are_told_by_the_api() {
    KeptAudit bare = audits.run("orders", WHY);
    rds.backups("orders-1", 0);
    rds.multiAz("orders-1");
    rds.applyStatus("orders-1", "failed-to-apply");
    KeptAudit other = audits.run("orders", WHY);

    assertThat(finding(bare, "backups").outcome()).isEqualTo(Outcome.PASSED);
    assertThat(finding(bare, "standby").outcome()).isEqualTo(Outcome.FAILED);
    assertThat(finding(other, "backups").outcome()).isEqualTo(Outcome.FAILED);
    assertThat(finding(other, "standby").outcome()).isEqualTo(Outcome.PASSED);
    assertThat(finding(other, "group-applied").outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void groups_that_may_not_be_read_are_unknown_and_the_running_values_are_judged() {
    rds.next("DescribeDBParameters").deny();
    KeptAudit audit = audits.run("orders", WHY);

    assertThat(runTime(audit, "flush-log-at-commit")).isEqualTo("2");
    assertThat(finding(audit, "flush-log-at-commit").outcome()).isEqualTo(Outcome.FAILED);
    assertThat(finding(audit, "group-not-in-force").outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(finding(audit, "flush-log-at-commit").read())
        .anySatisfy(
            it -> {
              assertThat(it.origin()).isEqualTo(Observed.Origin.PARAMETER_GROUP);
              assertThat(it.value()).contains("unknown", "rds:DescribeDBParameters");
            });
  }

  @Test
  void a_server_that_is_gone_is_still_what_the_api_says_it_is() {
    KeptAudit audit = audits.run("copy", WHY);

    assertThat(audit.audit().engine()).isEqualTo(EngineKind.RDS_INSTANCE);
    assertThat(audit.audit().roles()).containsExactly(Role.REPLICA);
    assertThat(finding(audit, "flush-log-at-commit").outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(finding(audit, "deletion-protection").outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void a_run_over_many_asks_for_all_at_once_and_for_a_shared_group_once() {
    Cloud cloud = audits.cloudOfRun();
    registry.all().forEach(each -> audits.run(each, WHY, cloud));

    assertThat(rds.calls())
        .extracting(AwsEndpoint.Call::action)
        .containsOnlyOnce("DescribeDBInstances", "DescribeDBParameterGroups");
  }

  @Test
  void where_no_survey_is_allowed_each_is_asked_about_by_its_name() {
    rds.next("DescribeDBInstances").deny();
    KeptAudit audit = audits.run(registry.require("orders"), WHY, audits.cloudOfRun());

    assertThat(finding(audit, "backups").outcome()).isEqualTo(Outcome.PASSED);
    assertThat(rds.calls()).filteredOn(it -> it.action().equals("DescribeDBInstances")).hasSize(2);
  }

  /** As in the README, "Minimal IAM policy". */
  @Test
  void the_policy_that_is_asked_for_allows_each_call_and_no_other_action() throws IOException {
    rds.cluster("members", "member-1", "member-2", List.of(rds.group("of-members")));
    rds.usesParameterGroup("members", "of-the-cluster");
    audits.run("orders", WHY);
    Registry ofCluster = new Registry(List.of(database("members", "member-1", server.port())));
    audits(ofCluster).run("members", WHY);

    Set<String> called =
        rds.calls().stream().map(it -> "rds:" + it.action()).collect(Collectors.toSet());
    Set<String> own = actions("iam-audit");
    assertThat(called).containsAll(own);
    Set<String> allowed = new TreeSet<>(actions("iam"));
    allowed.addAll(own);
    assertThat(allowed).containsAll(called);
  }

  private static Set<String> actions(String block) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String policy =
        readme.substring(
            readme.indexOf("<!-- " + block + " -->"), readme.indexOf("<!-- /" + block + " -->"));
    return Pattern.compile("\"(rds:[A-Z][A-Za-z]+)\"")
        .matcher(policy)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static void set(String variable, String value) throws SQLException {
    try (Session root = server.session()) {
      root.run("SET GLOBAL " + variable + " = " + value);
    }
  }

  private static void says(Observed observed, Observed.Origin origin, String value) {
    assertThat(observed.origin()).isEqualTo(origin);
    assertThat(observed.value()).isEqualTo(value);
  }

  private Audits audits(Registry databases) {
    Inspection inspection =
        new Inspection(
            databases,
            registered.databases(),
            access.accounts(),
            Duration.ofMinutes(2), // what is slow here is the machine, and not to be unknown
            Clock.systemUTC());
    return new Audits(databases, inspection, new Auditor(), new MemoryAudits());
  }

  private static Database database(String id, String instance, int port) {
    Database like = registered.database();
    return new Database(
        id,
        "mysql",
        like.kind(),
        new Endpoint("127.0.0.1", port),
        like.admin(),
        like.tls(),
        Optional.of(new AwsIdentity(Optional.empty(), Optional.of(instance))),
        AwsAccount.OWN,
        Map.of());
  }
}
