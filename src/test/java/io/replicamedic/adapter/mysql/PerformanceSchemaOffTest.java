package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.lab.Await;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import io.replicamedic.outside.ReceiverSession;
import io.replicamedic.outside.Receivers;
import io.replicamedic.outside.ReplicaSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** RDS may run with performance_schema off: nothing that is needed goes missing (domain.md 3). */
class PerformanceSchemaOffTest {
  private static final Duration WAIT = Duration.ofSeconds(20);

  @Test
  void status_receivers_and_restore_point_are_read_all_the_same() throws SQLException {
    try (MysqlServer server = MysqlServer.start(Map.of("performance_schema", "OFF"));
        Session root = server.session()) {
      Registered registered = Registered.alone(server);
      root.run(
          "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = 1,"
              + " SOURCE_USER = 'r', SOURCE_AUTO_POSITION = 1, SOURCE_CONNECT_RETRY = 60,"
              + " SOURCE_HEARTBEAT_PERIOD = 2.5",
          "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.2' FOR CHANNEL 'second'",
          "CHANGE REPLICATION FILTER REPLICATE_DO_DB = (t) FOR CHANNEL ''",
          "START REPLICA IO_THREAD FOR CHANNEL ''");
      try (ReplicaSession session = registered.replica()) {
        Await.until(
            "a receiver connects",
            WAIT,
            () ->
                session.receiver("") instanceof Receivers.One(ReceiverSession it)
                    && session.alive(it.id()));
        assertThat(session.receiver("second")).isEqualTo(new Receivers.None());
        var status = session.status("").orElseThrow();
        assertThat(status.threads()).isEqualTo("Connecting/No");
        assertThat(status.heartbeatPeriodSeconds()).isEqualTo(2.5);
        assertThat(session.alive(session.connectionId())).isTrue();
        assertThat(session.channels()).isEqualTo(List.of("", "second"));
        assertThat(session.status("second").orElseThrow().stopped()).isTrue();
        var point = session.restorePoint("");
        assertThat(point.connection()).containsEntry("HOST", "127.0.0.1");
        assertThat(point.filters())
            .singleElement()
            .satisfies(
                filter ->
                    assertThat(filter)
                        .containsEntry("FILTER_NAME", "REPLICATE_DO_DB")
                        .containsEntry("FILTER_RULE", "t"));
        assertThat(point.workers()).isNotEmpty();
      }
    }
  }
}
