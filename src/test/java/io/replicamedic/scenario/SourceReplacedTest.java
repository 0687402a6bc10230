package io.replicamedic.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.lab.Await;
import io.replicamedic.lab.Lab;
import io.replicamedic.lab.Session;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A real source in whose place another server answers, while the service is down. */
class SourceReplacedTest {
  private static final String REPLICA = "/api/v1/replicas/" + ServiceSettings.REPLICA;

  @Test
  void another_server_at_the_sources_address_is_told_after_the_start_until_it_is_acknowledged()
      throws Exception {
    try (Incident incident = new Incident(running(), ServiceHere::new)) {
      JsonNode before = status(incident.api());
      assertThat(before.at("/diagnosis/code").asString()).isEqualTo("HEALTHY");

      incident.service().close();
      String uuid = incident.lab().replicaStatus("Source_UUID");
      replaceSource(incident.lab());
      incident.restart(ServiceHere::new);

      Api api = incident.api();
      JsonNode after = status(api);
      assertThat(after.at("/channels/0/receiver").asString()).isEqualTo("Yes");
      assertThat(after.at("/diagnosis/code").asString()).isEqualTo("SOURCE_IDENTITY_CHANGED");
      assertThat(after.at("/diagnosis/evidence").toString())
          .contains("Latched IDENTITY_CHANGED", uuid, incident.lab().replicaStatus("Source_UUID"));

      Api.Answer acknowledged =
          api.post(
              REPLICA + "/latches/acknowledge",
              Map.of("kind", "IDENTITY_CHANGED", "sourceUuid", uuid, "reason", "rebuilt"));

      assertThat(acknowledged.status()).as(acknowledged.body()).isEqualTo(200);
      assertThat(status(api).at("/diagnosis/code").asString()).isEqualTo("HEALTHY");
    }
  }

  private static void replaceSource(Lab lab) throws Exception {
    String before = lab.replicaStatus("Source_UUID");
    lab.source().kill9();
    Files.delete(lab.source().folder().resolve("data/auto.cnf"));
    lab.source().startAgain();
    try (Session replica = lab.replica().session()) {
      // Its next attempt would come after a minute only.
      replica.run("STOP REPLICA IO_THREAD", "START REPLICA IO_THREAD");
    }
    lab.awaitThreads("Yes", "Yes");
    Await.until(
        "another server's uuid",
        Duration.ofSeconds(30),
        () -> !lab.replicaStatus("Source_UUID").equals(before));
  }

  private static Scenario running() {
    return Scenario.of(
        "source-replaced",
        "another server answers in the source's place",
        lab -> lab.writer().pause(),
        "NOTHING_TO_DO",
        incident -> {});
  }

  private static JsonNode status(Api api) {
    return api.get(REPLICA + "/status?fresh=true").json();
  }
}
