package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.replication.Act;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of mysql.rds_history, as the bodies of RDS 8.0.41 write them. */
class HistoryReaderTest {
  @ParameterizedTest
  @CsvSource({
    "Starting: stop slave,STOP",
    "stop slave,STOP",
    "Starting: stop channel,STOP",
    "stop channel,STOP",
    "Starting: start slave,START",
    "start channel,START",
    "Starting: start slave until,START",
    "Starting: next_master_log,START",
    "Starting: reset slave,RESET",
    "reset replica for channel,RESET",
    "set master,CONFIGURE",
    "set master with AP,CONFIGURE",
    "set channel with AP,CONFIGURE",
    "Starting: skip_repl_error,SKIP",
    "Starting: skip_repl_err_ch,SKIP",
    "rds_skip_transaction_with_gtid:OK,SKIP"
  })
  void an_action_is_an_act(String action, Act.Kind kind) {
    assertThat(HistoryReader.kind(action)).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Starting: set master AP",
        "Starting: set source delay",
        "set source delay",
        "set_master_AP",
        "disable set master",
        "innodb_buf_ld_abort",
        "advance gtid",
        ""
      })
  void what_touches_no_thread_and_no_source_is_none(String action) {
    assertThat(HistoryReader.kind(action)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Starting: stop channel",
        "reset replica for channel",
        "set channel with AP",
        "Starting: skip_repl_err_ch"
      })
  void a_named_channels_name_is_not_on_record(String action) {
    assertThat(HistoryReader.channel(action)).isEmpty();
    assertThat(HistoryReader.channel("Starting: stop slave")).isEqualTo(Optional.of(""));
  }
}
