package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.lab.Release;
import io.replicamedic.replication.ResetLoss;
import io.replicamedic.replication.ResetLosses;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a reset would destroy, as far as each release says what it is configured with. */
interface ResetLossesRead extends Paired {
  @Test
  default void a_channel_with_nothing_special_loses_nothing_by_a_reset() throws SQLException {
    pair().configure(plain());
    assertThat(ResetLosses.of(pair().point(), Set.of())).isEmpty();
  }

  @Test
  default void a_delay_would_be_lost_by_a_reset() throws SQLException {
    Map<String, String> delayed = plain();
    delayed.put("SOURCE_DELAY", "7");
    pair().configure(delayed);
    assertThat(ResetLosses.of(pair().point(), Set.of()))
        .extracting(ResetLoss::toString)
        .containsExactly("SOURCE_DELAY=7 (DESIRED_DELAY)");
  }

  // 5.7 has no such option.
  private Map<String, String> plain() {
    Map<String, String> options = new HashMap<>();
    if (pair().release() != Release.MYSQL_5_7_22) {
      options.put("GET_SOURCE_PUBLIC_KEY", "0");
    }
    return options;
  }
}
