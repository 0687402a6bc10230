package io.replicamedic.scenario;

import static io.replicamedic.scenario.FixSite.FLUSH;
import static io.replicamedic.scenario.FixSite.GROUP;
import static io.replicamedic.scenario.FixSite.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.lab.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Closing findings through parameter groups: the real service, a real server, the lab's RDS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FixDurabilityTest {
  private static final List<String> COMMITS = List.of("flush-log-at-commit", "sync-binlog");

  private FixSite site;
  private Service service;
  private Api api;

  @BeforeAll
  void open() throws Exception {
    site = new FixSite();
    service = new ServiceHere(site.settings());
    api = new Api(service.port(), site.settings().key());
  }

  @AfterAll
  void close() {
    service.close();
    site.close();
  }

  @BeforeEach
  void asBefore() throws Exception {
    // What a test before has left open, if it failed, holds the database.
    for (JsonNode each : api.get("/api/v1/workflows").json().path("workflows")) {
      if (each.path("endedAt").isMissingNode() || each.path("endedAt").isNull()) {
        api.post("/api/v1/workflows/" + id(each) + "/cancel", Map.of("reason", "the next test"));
        api.awaitRest(id(each));
      }
    }
    site.asBefore();
  }

  @Test
  void it_is_done_when_the_server_runs_it_and_the_way_back_is_offered() throws Exception {
    long before = site.modifies();
    JsonNode workflow = ended(fix("orders", Map.of()));
    assertThat(workflow.path("state").asString()).as(workflow.toString()).isEqualTo("SUCCEEDED");
    assertThat(site.inForce(FLUSH)).isEqualTo("1");
    assertThat(site.inForce(SYNC)).isEqualTo("1");
    assertThat(site.endpoint().saidByGroup(GROUP, FLUSH)).isEqualTo("1");
    assertThat(site.modifies()).isEqualTo(before + 1);
    JsonNode intent = row(workflow, "INTENT", "modify-parameter-group");
    assertThat(intent.path("summary").asString())
        .isEqualTo(
            "ModifyDBParameterGroup orders-params: innodb_flush_log_at_trx_commit=1 immediate,"
                + " sync_binlog=1 immediate");
    assertThat(intent.at("/detail/reversal/0").asString())
        .isEqualTo(
            "aws rds modify-db-parameter-group --region us-east-1"
                + " --db-parameter-group-name orders-params --parameters"
                + " ParameterName=innodb_flush_log_at_trx_commit,ParameterValue=2,"
                + "ApplyMethod=immediate");
    JsonNode met = row(workflow, "GOAL_MET", "in force");
    assertThat(met.at("/detail/@@GLOBAL.innodb_flush_log_at_trx_commit").asString()).isEqualTo("1");
    assertThat(api.get("/api/v1/obligations").json().path("obligations")).isEmpty();
  }

  @Test
  void a_dry_run_names_all_that_it_would_change_and_changes_nothing() throws Exception {
    site.endpoint().usesParameterGroup("billing-1", GROUP);
    int writes = site.endpoint().writes().size();
    Api.Answer plan = fix("orders", Map.of("dryRun", true));
    assertThat(plan.status()).as(plan.body()).isEqualTo(200);
    assertThat(plan.json().at("/steps/0/when").asString())
        .isEqualTo("always; it also changes billing-1");
    assertThat(plan.json().path("questions").toString()).contains("shared-group:orders-params");
    assertThat(plan.json().path("notes").toString())
        .contains("was 2", "in force without a restart", "the way back, offered and not owed");
    assertThat(site.endpoint().writes()).hasSize(writes);
    assertThat(site.inForce(FLUSH)).isEqualTo("2");

    JsonNode other = ended(fix("orders", Map.of("digest", "0".repeat(64))));
    assertThat(other.path("state").asString()).isEqualTo("HANDED_OVER");
    assertThat(other.path("why").asString()).contains("the plan is another one");
    assertThat(site.endpoint().writes()).hasSize(writes);
  }

  @Test
  void all_but_flush_and_sync_is_changed_only_where_it_is_named() throws Exception {
    Set<String> others = new TreeSet<>();
    api.post("/api/v1/databases/orders/durability-audit", Map.of("reason", "audit of Monday"))
        .json()
        .path("findings")
        .forEach(
            finding -> {
              if (finding.path("outcome").asString().equals("FAILED")
                  && !COMMITS.contains(finding.path("rule").asString())) {
                others.add(finding.path("rule").asString());
              }
            });
    Set<String> named = touched(Map.of("dryRun", true, "rules", List.copyOf(others)));
    assertThat(named).as("what " + others + " would change").isNotEmpty();
    assertThat(touched(Map.of("dryRun", true, "rules", List.of())))
        .containsExactlyInAnyOrder(FLUSH, SYNC)
        .doesNotContainAnyElementsOf(named);
  }

  private Set<String> touched(Map<String, Object> order) {
    Set<String> variables = new TreeSet<>();
    fix("orders", order)
        .json()
        .path("notes")
        .forEach(
            note -> {
              Matcher runs = Pattern.compile("the server runs (\\w+)=").matcher(note.asString());
              if (runs.find()) {
                variables.add(runs.group(1));
              }
            });
    return variables;
  }

  @Test
  void who_shares_the_group_is_named_and_a_person_decides() throws Exception {
    site.endpoint().usesParameterGroup("billing-1", GROUP);
    String digest = fix("orders", Map.of("dryRun", true)).json().path("digest").asString();
    JsonNode asks = ended(fix("orders", Map.of("digest", digest)));
    assertThat(asks.path("state").asString()).as(asks.toString()).isEqualTo("WAITING");
    assertThat(asks.at("/question/text").asString()).contains("also used by billing-1");
    assertThat(site.inForce(FLUSH)).isEqualTo("2");

    Api.Answer sameGroup = fix("billing", Map.of());
    assertThat(sameGroup.status()).isEqualTo(409);
    assertThat(sameGroup.json().path("holder").asString()).isEqualTo(id(asks));
    assertThat(sameGroup.json().path("detail").asString())
        .contains("parameter-group:us-east-1:orders-params");
    Api.Answer sameDatabase =
        api.post("/api/v1/databases/orders/durability-fix", Map.of("reason", "me too"));
    assertThat(sameDatabase.status()).isEqualTo(409);

    api.choose(id(asks), asks.at("/question/id").asString(), "accept");
    JsonNode done = api.awaitRest(id(asks));
    assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("SUCCEEDED");
    assertThat(site.inForce(FLUSH)).isEqualTo("1");
  }

  @Test
  void what_somebody_set_by_hand_is_set_again_through_the_group() throws Exception {
    site.says(FLUSH, "1");
    site.says(SYNC, "1");
    JsonNode workflow = ended(fix("orders", Map.of()));
    assertThat(workflow.path("state").asString()).as(workflow.toString()).isEqualTo("SUCCEEDED");
    assertThat(site.inForce(FLUSH)).isEqualTo("1");
    row(workflow, "INTENT", "apply-again");
  }

  @Test
  void a_group_that_says_it_and_is_not_applied_is_handed_over_with_what_to_do() throws Exception {
    site.endpoint().failsToApply("orders-1");
    JsonNode workflow = ended(fix("orders", Map.of()));
    assertThat(workflow.path("state").asString()).isEqualTo("HANDED_OVER");
    assertThat(workflow.path("why").asString())
        .contains("says sync_binlog=1 (failed-to-apply)")
        .contains("the server runs sync_binlog=100")
        .contains("RDS could not apply it")
        .contains("aws rds reboot-db-instance --db-instance-identifier orders-1");
    assertThat(site.inForce(FLUSH)).isEqualTo("2");
  }

  @Test
  void one_of_awss_own_groups_is_left_alone_and_the_way_to_another_is_told() throws Exception {
    site.endpoint().usesParameterGroup("orders-1", "default.mysql8.0");
    long before = site.modifies();
    JsonNode workflow = ended(fix("orders", Map.of()));
    assertThat(workflow.path("state").asString()).isEqualTo("HANDED_OVER");
    assertThat(workflow.path("why").asString())
        .contains("nothing was touched")
        .contains("default.mysql8.0 is AWS's own group")
        .contains("aws rds create-db-parameter-group --region us-east-1")
        .contains("--db-parameter-group-name orders-1-durable");
    assertThat(site.modifies()).isEqualTo(before);
  }

  @Test
  void what_is_as_it_should_be_is_not_touched() throws Exception {
    for (String each : List.of(FLUSH, SYNC)) {
      site.says(each, "1");
      site.byHand(each, "1");
    }
    long before = site.modifies();
    JsonNode workflow = ended(fix("orders", Map.of()));
    assertThat(workflow.path("state").asString())
        .as(workflow.toString())
        .isEqualTo("NOTHING_TO_DO");
    assertThat(site.modifies()).isEqualTo(before);
  }

  @Test
  void a_denied_change_is_handed_over_with_what_AWS_said() throws Exception {
    site.endpoint().next("ModifyDBParameterGroup").deny();
    JsonNode workflow = ended(fix("orders", Map.of()));
    assertThat(workflow.path("state").asString()).isEqualTo("HANDED_OVER");
    assertThat(workflow.path("why").asString()).contains("RDS did not take the change");
    assertThat(row(workflow, "OUTCOME", "modify-parameter-group").path("summary").asString())
        .contains("AccessDenied");
    assertThat(site.inForce(FLUSH)).isEqualTo("2");
  }

  @Test
  void a_server_that_nobody_manages_is_set_only_by_an_account_that_may() throws Exception {
    JsonNode refused = ended(fix("lone", Map.of()));
    assertThat(refused.path("state").asString()).isEqualTo("HANDED_OVER");
    assertThat(refused.path("why").asString())
        .contains("no SYSTEM_VARIABLES_ADMIN")
        .contains("SET PERSIST innodb_flush_log_at_trx_commit = 1");
    assertThat(site.inForce(FLUSH)).isEqualTo("2");

    JsonNode set = ended(fix("tuned", Map.of()));
    assertThat(set.path("state").asString()).as(set.toString()).isEqualTo("SUCCEEDED");
    assertThat(site.inForce(FLUSH)).isEqualTo("1");
    try (Session root = site.server().session()) {
      assertThat(
              root.value(
                  "SELECT variable_value FROM performance_schema.persisted_variables WHERE"
                      + " variable_name = 'sync_binlog'"))
          .isEqualTo("1");
    }
  }

  @Test
  void planned_work_is_refused_while_it_would_lose_commits_and_allowed_after_the_fix()
      throws Exception {
    Api.Answer refused = guard("failover", "check");
    assertThat(refused.status()).as(refused.body()).isEqualTo(200);
    assertThat(refused.json().path("verdict").asString()).isEqualTo("refused");
    assertThat(refused.json().path("findings").toString())
        .contains("flush-log-at-commit", "sync-binlog");
    assertThat(api.journal("database:orders").getLast().path("kind").asString())
        .isEqualTo("GUARDED");
    assertThat(site.inForce(FLUSH)).isEqualTo("2");

    Api.Answer setting = guard("failover", "set");
    assertThat(setting.status()).as(setting.body()).isEqualTo(202);
    assertThat(ended(setting).path("state").asString()).isEqualTo("SUCCEEDED");
    assertThat(site.inForce(FLUSH)).isEqualTo("1");
    assertThat(site.inForce(SYNC)).isEqualTo("1");
    for (String work : List.of("failover", "reboot", "create-replicas")) {
      Api.Answer allowed = guard(work, "check");
      assertThat(allowed.json().path("verdict").asString()).as(allowed.body()).isEqualTo("allowed");
    }
    assertThat(guard("failover", "set").status()).isEqualTo(200);
  }

  @Test
  void work_is_refused_while_nobody_can_tell_what_a_restart_brings() {
    assertThat(ended(fix("orders", Map.of())).path("state").asString()).isEqualTo("SUCCEEDED");
    site.endpoint().always("DescribeDBParameters").deny();
    try {
      Api.Answer refused = guard("reboot", "check");
      assertThat(refused.json().path("verdict").asString()).as(refused.body()).isEqualTo("refused");
      assertThat(refused.json().path("findings").toString()).contains("undone-by-restart");
    } finally {
      site.endpoint().asUsual();
    }
  }

  @Test
  void wrong_input_is_told_with_a_remedy() {
    Api.Answer unknown = fix("orders", Map.of("rules", List.of("no-such-rule")));
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.json().path("code").asString()).isEqualTo("unknown-rule");
    assertThat(unknown.json().path("remedy").asString()).contains("flush-log-at-commit");
    assertThat(fix("orders", Map.of("rules", List.of("DROP TABLE"))).status()).isEqualTo(400);
    assertThat(fix("orders", Map.of("sharedGroup", "maybe")).status()).isEqualTo(400);
    assertThat(fix("orders", Map.of("digest", "abc")).status()).isEqualTo(400);
    assertThat(fix("nobody", Map.of()).status()).isEqualTo(404);
    assertThat(guard("earthquake", "check").status()).isEqualTo(400);
    assertThat(guard("failover", "perhaps").status()).isEqualTo(400);
  }

  @Test
  void an_rds_that_cannot_be_asked_is_no_leave_to_change_anything() {
    site.endpoint().always("DescribeDBInstances").deny();
    try {
      Api.Answer answer = fix("orders", Map.of());
      assertThat(answer.status()).as(answer.body()).isEqualTo(422);
      assertThat(answer.json().path("code").asString()).isEqualTo("rds-unreadable");
      Api.Answer plan = fix("orders", Map.of("dryRun", true));
      assertThat(plan.json().path("refusals").toString()).contains("AccessDenied");
    } finally {
      site.endpoint().asUsual();
    }
  }

  private Api.Answer fix(String database, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>(Map.of("reason", "audit of Monday", "rules", COMMITS));
    body.putAll(more);
    return api.post("/api/v1/databases/" + database + "/durability-fix", body);
  }

  private Api.Answer guard(String work, String act) {
    return api.post(
        "/api/v1/databases/orders/durability-guard",
        Map.of("plannedWork", work, "act", act, "reason", "maintenance on Saturday"));
  }

  private JsonNode ended(Api.Answer accepted) {
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
    return api.awaitRest(id(accepted.json()));
  }

  private JsonNode row(JsonNode workflow, String kind, String about) {
    return api.journal(id(workflow)).stream()
        .filter(row -> row.path("kind").asString().equals(kind))
        .filter(
            row ->
                row.path("rung").asString().equals(about)
                    || row.path("phase").asString().equals(about))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " of " + about));
  }

  private static String id(JsonNode workflow) {
    return workflow.path("id").asString();
  }
}
