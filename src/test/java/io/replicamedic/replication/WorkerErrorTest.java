package io.replicamedic.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a failed event ends, as servers word it. */
class WorkerErrorTest {
  @Test
  void the_place_of_the_event_itself_counts() {
    assertThat(
            failedAt(
                "Worker 1 failed executing transaction 'ANONYMOUS' at source log , end_log_pos"
                    + " 3288; Could not execute Write_rows event on table shop.parcel; Duplicate"
                    + " entry '1' for key 'parcel.PRIMARY', Error_code: 1062; the event's source"
                    + " log binlog.000001, end_log_pos 3288"))
        .contains(new BinlogPosition("binlog.000001", 3288));
  }

  @Test
  void no_file_is_no_file_called_first() {
    assertThat(
            failedAt(
                "Worker 1 failed executing transaction 'ANONYMOUS' at master log , end_log_pos"
                    + " 3288; the event's master log FIRST, end_log_pos 3288"))
        .contains(new BinlogPosition("", 3288));
  }

  @Test
  void a_file_that_is_named_once_is_kept() {
    assertThat(
            failedAt(
                "at master log binlog.000001, end_log_pos 3288; the event's master log FIRST,"
                    + " end_log_pos 3288"))
        .contains(new BinlogPosition("binlog.000001", 3288));
  }

  private static Optional<BinlogPosition> failedAt(String message) {
    return new WorkerError(1, 1062, message, "").failedAt();
  }
}
