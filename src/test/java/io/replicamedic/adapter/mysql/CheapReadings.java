package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.replication.ReplicationStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A replica is read every few seconds for ever: what that asks of the server, on every release. */
interface CheapReadings extends Paired {
  @Test
  default void a_reading_is_three_statements() throws Exception {
    pair().replicate();
    // From here on the dialect is known, and what changes by a person's hand only.
    pair().statuses();
    pair().recentFacts();

    long before = pair().questions();
    pair().statuses();
    pair().recentFacts();
    assertThat(pair().questions() - before).isEqualTo(3);
  }

  @Test
  default void a_set_that_has_not_changed_is_not_parsed_again() throws Exception {
    pair().replicate();
    pair().source("INSERT INTO t.c VALUES (20, 'twenty', 1)");
    pair().awaitExecuted(pair().sourceFacts().executed());

    ReplicationStatus one = pair().status();
    ReplicationStatus other = pair().status();
    assertThat(one.executed().isEmpty()).isFalse();
    assertThat(other.executed()).isSameAs(one.executed());
    assertThat(other.retrieved()).isSameAs(one.retrieved());
  }

  @Test
  default void recent_facts_are_the_facts() throws Exception {
    pair().replicate();
    pair().recentFacts();
    pair().source("INSERT INTO t.c VALUES (21, 'more', 1)");
    pair().awaitExecuted(pair().sourceFacts().executed());
    pair().replica("SET GLOBAL read_only = ON");
    try {
      assertThat(pair().recentFacts()).isEqualTo(pair().facts());
      assertThat(pair().recentFacts().readOnly()).isTrue();
    } finally {
      pair().replica("SET GLOBAL read_only = OFF");
    }
  }

  @Test
  default void each_channel_has_its_own_rows_though_they_are_read_at_once() throws Exception {
    pair().replicate();
    pair().configure("second", Map.of("SOURCE_HEARTBEAT_PERIOD", "7.5"));
    assertThat(pair().statuses())
        .extracting(ReplicationStatus::channel)
        .containsExactly("", "second");
    assertThat(pair().statuses().getLast().heartbeatPeriodSeconds()).isEqualTo(7.5);
    assertThat(pair().status().heartbeatPeriodSeconds()).isNotEqualTo(7.5);
    assertThat(pair().status().workerErrors()).isEmpty();
  }
}
