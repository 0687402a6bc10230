package io.replicamedic.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.lab.Await;
import io.replicamedic.lab.Lab;
import io.replicamedic.lab.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A real source that lost the end of its binlog and has written past it since (domain.md 3): the
 * replica reads Yes/Yes, lag 0 and equal GTID sets over different data, and the service was not
 * there all the time.
 */
class LostTailTest {
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final String REPLICA = "/api/v1/replicas/" + ServiceSettings.REPLICA;

  @Test
  void a_lost_tail_holds_over_a_restart_though_all_reads_well_until_a_person_settles_it()
      throws Exception {
    try (Incident incident = new Incident(tailLost(), ServiceHere::new)) {
      assertLost(status(incident.api()));
      writePastIt(incident.lab());

      incident.service().close();
      incident.restart(ServiceHere::new);

      Api api = incident.api();
      JsonNode after = status(api);
      assertThat(after.at("/channels/0/receiver").asString()).isEqualTo("Yes");
      assertThat(after.at("/channels/0/applier").asString()).isEqualTo("Yes");
      assertLost(after);
      Api.Answer refused = incident.unstick();
      assertThat(refused.status()).as(refused.body()).isEqualTo(422);
      assertThat(refused.json().path("type").asString())
          .isEqualTo("urn:replica-medic:problem:durability-loss-suspected");

      assertThat(acknowledged(api).status()).isEqualTo(200);

      assertThat(status(api).at("/diagnosis/code").asString()).isEqualTo("HEALTHY");
      assertThat(incident.unstick().status()).isEqualTo(202);
      assertThat(incident.finish().path("state").asString()).isEqualTo("NOTHING_TO_DO");
    }
  }

  private static void assertLost(JsonNode status) {
    assertThat(status.at("/diagnosis/code").asString()).isEqualTo("RECEIVER_FATAL");
    assertThat(status.at("/diagnosis/cause").asString()).isEqualTo("MORE_GTIDS");
    assertThat(status.at("/diagnosis/evidence").toString())
        .contains("Latched LOST_TAIL", "more GTIDs than the source");
  }

  private static Api.Answer acknowledged(Api api) {
    JsonNode latch = api.get(REPLICA + "/latches").json().at("/latches/0");
    return api.post(
        REPLICA + "/latches/acknowledge",
        Map.of(
            "kind",
            latch.path("kind").asString(),
            "sourceUuid",
            latch.path("sourceUuid").asString(),
            "reason",
            "compared by hand"));
  }

  private static Scenario tailLost() {
    return Scenario.of(
        "lost-tail",
        "the source lost the end of its binlog",
        LostTailTest::loseTail,
        "NOTHING_TO_DO",
        incident -> {});
  }

  private static void loseTail(Lab lab) throws SQLException {
    lab.writer().pause();
    try (Session source = lab.source().session();
        Session replica = lab.replica().session()) {
      source.run(
          "CREATE TABLE shop.tail (id INT PRIMARY KEY)",
          "INSERT INTO shop.tail VALUES (1)",
          "INSERT INTO shop.tail VALUES (2)",
          "INSERT INTO shop.tail VALUES (3)");
      String all = lab.sourceGtidExecuted();
      lab.awaitExecuted(all);
      String uuid = source.value("SELECT @@server_uuid");
      long last = Long.parseLong(all.substring(all.lastIndexOf('-') + 1));
      replica.run("STOP REPLICA IO_THREAD");
      source.run(
          "SET sql_log_bin = 0",
          "RESET BINARY LOGS AND GTIDS",
          "SET GLOBAL gtid_purged = '" + uuid + ":1-" + (last - 2) + "'",
          "DELETE FROM shop.tail WHERE id > 1");
      replica.run("START REPLICA IO_THREAD");
    }
    Await.until(
        "its source refuses it", WAIT, () -> !lab.replicaStatus("Last_IO_Errno").equals("0"));
  }

  private static void writePastIt(Lab lab) throws SQLException {
    try (Session source = lab.source().session();
        Session replica = lab.replica().session()) {
      for (int id = 11; id <= 13; id++) {
        source.run("INSERT INTO shop.tail VALUES (" + id + ")");
      }
      replica.run("START REPLICA");
      lab.awaitThreads("Yes", "Yes");
      lab.awaitExecuted(lab.sourceGtidExecuted());
      assertThat(lab.replicaGtidExecuted()).isEqualTo(lab.sourceGtidExecuted());
      assertThat(ids(source)).isEqualTo("1,11,12,13");
      assertThat(ids(replica)).isEqualTo("1,2,3,13");
    }
  }

  private static String ids(Session server) throws SQLException {
    return server.value("SELECT GROUP_CONCAT(id ORDER BY id) FROM shop.tail");
  }

  private static JsonNode status(Api api) {
    return api.get(REPLICA + "/status?fresh=true").json();
  }
}
