package io.replicamedic.scenario;

import static io.replicamedic.scenario.FixSite.FLUSH;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The service is killed with kill -9 after the change of the group, before its outcome is written,
 * and started again.
 */
class FixDurabilityCrashTest {

  @Test
  void it_carries_on_and_the_group_is_changed_once() throws Exception {
    String hold = "after:modify";
    try (FixSite site = new FixSite()) {
      String id;
      try (ServiceProcess killed = (ServiceProcess) HoldingService.start(site.settings(), hold)) {
        Api api = new Api(killed.port(), site.settings().key());
        id =
            api.post(
                    "/api/v1/databases/orders/durability-fix",
                    Map.of(
                        "reason",
                        "audit of Monday",
                        "rules",
                        List.of("flush-log-at-commit", "sync-binlog")))
                .json()
                .path("id")
                .asString();
        killed.awaitLogged(HoldingService.held(hold));
        killed.kill9();
      }
      try (Service again = ServiceProcess.plain(site.settings())) {
        Api api = new Api(again.port(), site.settings().key());
        JsonNode workflow = api.awaitRest(id);
        assertThat(workflow.path("state").asString())
            .as(workflow.toString())
            .isEqualTo("SUCCEEDED");
        assertThat(site.modifies()).isEqualTo(1);
        assertThat(site.inForce(FLUSH)).isEqualTo("1");
        assertThat(api.journal(id))
            .anyMatch(row -> row.path("kind").asString().equals("VOIDED"))
            .anyMatch(row -> row.path("kind").asString().equals("TAKEN_OVER"));
      }
    }
  }
}
