package io.replicamedic.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.lab.CloudKind;
import io.replicamedic.lab.LabSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input gets a clear problem and touches nothing; on the whole service and a real replica. */
class WrongInputTest {
  private static final String UNSTICK = "/api/v1/replicas/orders-replica/unstick";
  private static final Map<String, String> ASK = Map.of("reason", "replica is stuck");
  private static Incident incident;

  @BeforeAll
  static void open() throws Exception {
    Map<String, String> service = new HashMap<>();
    service.putAll(database(1, "dead-replica", "external-binlog", true));
    service.putAll(database(2, "read-replica", "rds-managed", false));
    service.putAll(database(3, "aurora-reader", "aurora-storage", false));
    service.putAll(database(4, "said-external", "external-binlog", true));
    service.put("replica-medic.databases[4].aws.instance", "orders-rr");
    service.putAll(database(5, "said-writer", "external-binlog", true));
    service.put("replica-medic.databases[5].aws.cluster", "orders");
    service.put("replica-medic.databases[5].aws.instance", "orders-2");
    service.put("replica-medic.workflow.unreadable", "1s");
    Scenario waiting =
        Scenario.of("", "", lab -> lab.trouble().ghostConflict(), "", it -> {})
            .in(LabSettings.ghost().withCloud(CloudKind.ENDPOINT))
            .configured(service);
    incident = new Incident(waiting, ServiceHere::new);
  }

  @AfterAll
  static void close() throws Exception {
    incident.close();
  }

  // Nothing listens on ports 1 to 3.
  private static Map<String, String> database(int index, String id, String kind, boolean source) {
    String prefix = "replica-medic.databases[" + index + "].";
    Map<String, String> properties = new HashMap<>();
    properties.put(prefix + "id", id);
    properties.put(prefix + "kind", kind);
    properties.put(prefix + "host", "127.0.0.1");
    properties.put(prefix + "port", Integer.toString(index));
    properties.put(prefix + "user", "admin");
    properties.put(prefix + "password", "env:PATH");
    if (source) {
      properties.put(prefix + "source.host", "127.0.0.1");
      properties.put(prefix + "source.port", "1");
      properties.put(prefix + "source.user", "repl");
      properties.put(prefix + "source.password", "env:PATH");
    }
    return properties;
  }

  private static void problem(Api.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().path("code").asString()).isEqualTo(code);
    assertThat(answer.json().path("type").asString())
        .isEqualTo("urn:replica-medic:problem:" + code);
    assertThat(answer.json().path("remedy").asString()).isNotBlank();
  }

  @Test
  void an_unknown_replica_is_404() {
    problem(incident.api().post("/api/v1/replicas/nobody/unstick", ASK), 404, "unknown-database");
    problem(incident.api().get("/api/v1/replicas/nobody/status"), 404, "unknown-database");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"reason":                                       | 400
          {"reason":"replica is stuck","raeson":"typo"}    | 400
          {"ticket":"no reason"}                           | 400
          {"reason":"replica is stuck","dryRun":"perhaps"} | 400
          []                                               | 400
          {"reason":"replica is stuck","channel":"other"}  | 422
          {"reason":"replica is stuck","channel":" legacy"} | 400
          {"reason":"replica is stuck","position":"file-position"} | 400
          """)
  void a_bad_body_is_refused(String body, int status) {
    Api.Answer answer = incident.api().post(UNSTICK, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().path("remedy").asString()).isNotBlank();
  }

  @Test
  void an_unknown_channel_is_422_and_those_that_exist_are_named() {
    Api.Answer answer =
        incident.api().post(UNSTICK, Map.of("reason", "replica is stuck", "channel", "other"));
    problem(answer, 422, "unknown-channel");
    assertThat(answer.json().path("remedy").asString()).contains("its channels are: ''");
  }

  @Test
  void managed_replicas_and_aurora_readers_are_422_with_what_does_apply() {
    problem(
        incident.api().post("/api/v1/replicas/read-replica/unstick", ASK), 422, "managed-replica");
    problem(
        incident.api().post("/api/v1/replicas/aurora-reader/unstick", ASK), 422, "aurora-reader");
  }

  @Test
  void what_rds_says_of_a_replica_counts_more_than_how_it_was_registered() {
    problem(
        incident.api().post("/api/v1/replicas/said-external/unstick", ASK), 422, "managed-replica");
    problem(incident.api().post("/api/v1/replicas/said-writer/unstick", ASK), 422, "aurora-reader");
    var facts = incident.api().get("/api/v1/databases/said-external").json().path("rds");
    assertThat(facts.path("managedSource").asString()).isEqualTo("orders-src");
  }

  @Test
  void an_unreachable_database_has_a_status_and_no_plan() {
    Api.Answer status = incident.api().get("/api/v1/replicas/dead-replica/status");
    assertThat(status.status()).isEqualTo(200);
    assertThat(status.json().at("/diagnosis/code").asString()).isEqualTo("UNREACHABLE");
    assertThat(status.json().at("/diagnosis/evidence/Error").asString())
        .contains("dead-replica", "127.0.0.1:1");
    Api.Answer plan =
        incident
            .api()
            .post(
                "/api/v1/replicas/dead-replica/unstick",
                Map.of("reason", "replica is stuck", "dryRun", true));
    problem(plan, 502, "database-unreachable");
    assertThat(plan.body()).contains("dead-replica", "127.0.0.1:1");
  }

  @Test
  void an_unreachable_database_is_handed_over_and_nothing_is_owed() {
    Api.Answer accepted = incident.api().post("/api/v1/replicas/dead-replica/unstick", ASK);
    var ended = incident.api().awaitRest(accepted.json().path("id").asString());
    assertThat(ended.path("state").asString()).isEqualTo("HANDED_OVER");
    assertThat(ended.path("summary").asString()).contains("dead-replica", "unreadable");
  }

  @Test
  void without_a_key_it_is_401_and_health_is_open() {
    Api anonymous = new Api(incident.service().port(), "");
    problem(anonymous.get("/api/v1/replicas"), 401, "no-key");
    Api stranger = new Api(incident.service().port(), "not-the-key");
    assertThat(stranger.get("/api/v1/replicas").status()).isEqualTo(401);
    assertThat(anonymous.get("/actuator/health").status()).isEqualTo(200);
    assertThat(anonymous.get("/actuator/metrics").status()).isEqualTo(401);
    assertThat(anonymous.get("/actuator/prometheus").status()).isEqualTo(401);
    assertThat(incident.api().get("/actuator/prometheus").body())
        .contains(
            "replica_medic_replica_registered{replica=\"orders-replica\"}",
            "replica_medic_workflows{state=\"WAITING\"}");
    assertThat(anonymous.get("/v3/api-docs").status()).isEqualTo(401);
  }

  @Test
  void the_second_unstick_is_409_and_names_the_running_one() {
    Api.Answer first = incident.unstick();
    assertThat(first.status()).as(first.body()).isEqualTo(202);
    try {
      Api.Answer second = incident.api().post(UNSTICK, ASK);
      assertThat(second.status()).isEqualTo(409);
      assertThat(second.body()).contains(incident.workflowId());
      incident.awaitRow("QUESTION", "");
      String waiting = "/api/v1/workflows/" + incident.workflowId() + "/choice";
      problem(
          incident.api().post(waiting, Map.of("question", "another", "choice", "skip")),
          409,
          "not-asked");
      String question =
          incident.api().workflow(incident.workflowId()).at("/question/id").asString();
      problem(
          incident.api().post(waiting, Map.of("question", question, "choice", "maybe")),
          422,
          "unknown-option");
    } finally {
      incident
          .api()
          .post("/api/v1/workflows/" + incident.workflowId() + "/cancel", Map.of("reason", "test"));
      var ended = incident.api().awaitRest(incident.workflowId());
      assertThat(ended.path("state").asString()).isEqualTo("CANCELLED");
      assertThat(Proofs.acts(incident)).isEqualTo(List.of());
    }
  }
}
