package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.replication.WorkerError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The older servers' words, as 5.7 and 8.0 before 8.0.22 say them. */
class DialectTest {
  @Test
  void the_older_columns_are_read_by_the_newer_names() {
    ServerRow row =
        new ServerRow(
            Map.of(
                "Slave_IO_Running", "Connecting",
                "Slave_SQL_Running", "No",
                "Master_Host", "10.0.0.1",
                "Master_Port", "3306",
                "Master_SSL_Allowed", "Yes",
                "Relay_Master_Log_File", "binlog.000007",
                "Exec_Master_Log_Pos", "4294967296",
                "Seconds_Behind_Master", "7",
                "Master_Retry_Count", "86400"));
    assertThat(row.text("Replica_IO_Running")).isEqualTo("Connecting");
    assertThat(row.text("Replica_SQL_Running")).isEqualTo("No");
    assertThat(row.text("Source_Host")).isEqualTo("10.0.0.1");
    assertThat(row.integer("Source_Port")).isEqualTo(3306);
    assertThat(row.text("Source_SSL_Allowed")).isEqualTo("Yes");
    assertThat(row.text("Relay_Source_Log_File")).isEqualTo("binlog.000007");
    assertThat(row.number("Exec_Source_Log_Pos")).isEqualTo(4_294_967_296L);
    assertThat(row.nullableNumber("Seconds_Behind_Source")).isEqualTo(7);
    assertThat(row.number("Source_Retry_Count")).isEqualTo(86400);
  }

  @Test
  void columns_that_a_server_does_not_have_are_empty() {
    ServerRow row = new ServerRow(Map.of());
    assertThat(row.text("Channel_Name")).isEmpty();
    assertThat(row.number("COUNT_RECEIVED_HEARTBEATS")).isZero();
    assertThat(row.nullableNumber("Seconds_Behind_Source")).isNull();
  }

  @Test
  void a_worker_of_5_7_names_its_transaction_otherwise() {
    List<ServerRow> workers =
        List.of(
            worker("1", "0", "3e11fa47-71ca-11e1-9e33-c80aa9429562:4"),
            worker("2", "1062", "3e11fa47-71ca-11e1-9e33-c80aa9429562:5"),
            worker("3", "1032", "ANONYMOUS"));
    assertThat(BesideStatus.errors(workers))
        .containsExactly(
            new WorkerError(2, 1062, "no", "3e11fa47-71ca-11e1-9e33-c80aa9429562:5"),
            new WorkerError(3, 1032, "no", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connecting to source",
        "Connecting to master",
        "Reconnecting after a failed source event read",
        "Reconnecting after a failed master event read",
        "Waiting to reconnect after a failed master event read",
        "Waiting to reconnect after a failed registration on master",
        "Waiting for source to send event",
        "Waiting for master to send event",
        "Queueing source event to the relay log",
        "Queueing master event to the relay log",
        "Checking master version",
        "Registering slave on master",
        "Waiting for the slave SQL thread to free enough relay log space"
      })
  void a_receivers_state_is_known_in_both_dialects(String state) {
    assertThat(ProcessList.isReceiverState(state)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Waiting for an event from Coordinator",
        "Replica has read all relay log; waiting for more updates",
        "Slave has read all relay log; waiting for more updates",
        "Waiting for dependent transaction to commit",
        "Reading event from the relay log",
        "Waiting for replica workers to process their queues",
        "Waiting until SOURCE_DELAY seconds after source executed event",
        "Waiting until MASTER_DELAY seconds after master executed event",
        "Applying batch of row changes (write)",
        "Source has sent all binlog to replica; waiting for more updates"
      })
  void an_appliers_state_is_not_a_receivers(String state) {
    assertThat(ProcessList.isReceiverState(state)).isFalse();
  }

  private static ServerRow worker(String id, String errno, String seen) {
    return new ServerRow(
        Map.of(
            "WORKER_ID", id,
            "LAST_ERROR_NUMBER", errno,
            "LAST_ERROR_MESSAGE", "no",
            "LAST_SEEN_TRANSACTION", seen));
  }
}
