package io.replicamedic.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.lab.Await;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.CloudKind;
import io.replicamedic.lab.LabSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Incident 2 as far as a status can tell it: a real 1062 on a real replica whose source, as RDS
 * tells, has failed over. The rows that stand in the way may be the only copy of what was lost.
 */
class DurabilityLossTest {
  private static final String REPLICA = "/api/v1/replicas/" + ServiceSettings.REPLICA;
  private static final String CODE = "DURABILITY_LOSS_SUSPECTED";

  @Test
  void after_a_failover_of_the_source_no_run_resets_and_no_order_is_taken() throws Exception {
    try (Incident incident = new Incident(conflict(), ServiceHere::new)) {
      Api api = incident.api();
      assertThat(code(api)).isEqualTo("GHOST");
      assertThat(incident.unstick().status()).isEqualTo(202);
      JsonNode asking = api.awaitRest(incident.workflowId());
      assertThat(asking.path("state").asString()).isEqualTo("WAITING");

      // While a person thinks, RDS tells what happened.
      incident
          .lab()
          .endpoint()
          .scriptEvent(
              new AwsEndpoint.Event(
                  "orders-src",
                  "db-instance",
                  Instant.now().minusSeconds(90),
                  List.of("failover"),
                  "Multi-AZ instance failover completed."));
      String question = asking.at("/question/id").asString();
      api.choose(incident.workflowId(), question, "delete-local");

      JsonNode ended = api.awaitRest(incident.workflowId());
      assertThat(ended.path("state").asString()).isEqualTo("HANDED_OVER");
      assertThat(ended.path("summary").asString()).contains(CODE);
      Proofs.configurationKept().check(incident);
      Proofs.nothingTouched().check(incident);

      Await.until("the status says so", Duration.ofSeconds(20), () -> code(api).equals(CODE));
      JsonNode status = api.get(REPLICA + "/status?fresh=true").json();
      assertThat(status.at("/diagnosis/evidence/Failover of the source").asString())
          .contains("orders-src: Multi-AZ instance failover completed.");
      assertThat(
              status
                  .path("diagnosis")
                  .path("evidence")
                  .path("Replicas of that source with such a conflict")
                  .asString())
          .isEqualTo("1: " + ServiceSettings.REPLICA);
      assertThat(status.at("/rds/from").asString()).isEqualTo("RDS API");
      assertThat(status.at("/rds/role").asString()).isEqualTo("WRITER");
      assertThat(status.at("/rds/replicatesFrom").asString()).isEqualTo("instance orders-src");

      for (boolean dryRun : new boolean[] {false, true}) {
        Api.Answer refused =
            api.post(REPLICA + "/unstick", Map.of("reason", "again", "dryRun", dryRun));
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.json().path("type").asString())
            .isEqualTo("urn:replica-medic:problem:durability-loss-suspected");
        assertThat(refused.json().path("remedy").asString()).contains("harvest the lost rows");
      }
      assertThat(api.journal("database:" + ServiceSettings.REPLICA))
          .filteredOn(row -> row.path("kind").asString().equals("REFUSED"))
          .hasSize(2);
    }
  }

  private static Scenario conflict() {
    return Scenario.of(
            "loss",
            "the stray row differs, and the source has failed over",
            lab -> lab.trouble().ghostConflict(),
            "HANDED_OVER",
            incident -> {})
        .in(LabSettings.ghost().withCloud(CloudKind.ENDPOINT))
        .configured(
            Map.of(
                "replica-medic.databases[0].source.aws.instance", "orders-src",
                "replica-medic.polling.interval", "1s"));
  }

  private static String code(Api api) {
    return api.get(REPLICA + "/status?fresh=true").json().at("/diagnosis/code").asString();
  }
}
