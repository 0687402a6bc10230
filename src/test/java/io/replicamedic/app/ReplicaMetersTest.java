package io.replicamedic.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.app.Scrape.Series;
import io.replicamedic.workflow.DamagedWorkflow;
import io.replicamedic.workflow.WorkflowStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** What a real Prometheus registry prints of replicas, workflows and obligations. */
class ReplicaMetersTest {
  private final Watched watched = new Watched("one", "two");

  @Test
  void receiver_and_applier_are_told_apart() {
    watched.reads("one", ChannelSays.well().connecting().conflict(1062));
    assertThat(watched.scrape().values())
        .containsEntry(channel("receiver_state"), 1.0)
        .containsEntry(channel("applier_state"), 0.0)
        .containsEntry(channel("receiver_errno"), 2003.0)
        .containsEntry(channel("applier_errno"), 1062.0)
        .containsEntry(channel("receiver_retries_left"), 7.0);
  }

  @Test
  void an_unknown_lag_is_absent_and_never_zero() {
    watched.reads("one", ChannelSays.well().connecting());
    watched.reads("two", ChannelSays.well().behind(null));
    assertThat(watched.scrape().named("replica_medic_lag_seconds")).isEmpty();
    watched.reads("one", ChannelSays.well());
    assertThat(watched.scrape().named("replica_medic_lag_seconds"))
        .containsOnlyKeys(channel("lag_seconds"))
        .containsValue(0.0);
  }

  @Test
  void a_lag_is_told_beside_the_delay_that_was_asked_for() {
    watched.reads("one", ChannelSays.well().behind(3605L).delayed(3600));
    assertThat(watched.scrape().values())
        .containsEntry(channel("lag_seconds"), 3605.0)
        .containsEntry(channel("delay_seconds"), 3600.0);
  }

  @Test
  void retries_are_told_only_where_they_end() {
    watched.reads("one", ChannelSays.well().forEver().connecting());
    watched.reads("two", ChannelSays.well().receiverStopped());
    assertThat(watched.scrape().names()).doesNotContain("replica_medic_receiver_retries_left");
  }

  @Test
  void each_channel_has_its_own_series_which_end_with_it() {
    watched.reads("one", ChannelSays.wellOn("east"), ChannelSays.wellOn("west").conflict(1032));
    Series west = Series.of("replica_medic_applier_errno", "replica", "one", "channel", "west");
    assertThat(watched.scrape().values()).containsEntry(west, 1032.0);
    watched.reads("one", ChannelSays.wellOn("east"));
    assertThat(watched.scrape().values().keySet())
        .noneMatch(series -> "west".equals(series.labels().get("channel")))
        .contains(Series.of("replica_medic_lag_seconds", "replica", "one", "channel", "east"));
  }

  @Test
  void the_primary_code_is_that_of_the_worst_channel_and_the_others_are_told_too() {
    watched.reads("one", ChannelSays.wellOn("east"), ChannelSays.wellOn("west").conflict(1062));
    assertThat(watched.scrape().named("replica_medic_diagnosis"))
        .containsOnlyKeys(code("APPLIER_DUPLICATE_KEY", "CRITICAL", "true"));
    watched.reads(
        "one",
        ChannelSays.wellOn("east").receiverStopped().applierStopped(),
        ChannelSays.wellOn("west").connecting());
    assertThat(watched.scrape().named("replica_medic_diagnosis"))
        .containsOnlyKeys(
            code("STOPPED_BY_OPERATOR", "NOTICE", "false"),
            code("RECEIVER_CONNECTING", "CRITICAL", "true"));
  }

  @Test
  void a_code_ends_when_it_no_longer_applies() {
    watched.reads("one", ChannelSays.well().connecting().conflict(1062));
    assertThat(watched.scrape().values())
        .containsEntry(code("GHOST", "CRITICAL", "true"), 1.0)
        .containsEntry(code("RECEIVER_CONNECTING", "CRITICAL", "false"), 1.0);
    watched.reads("one", ChannelSays.well());
    assertThat(watched.scrape().named("replica_medic_diagnosis"))
        .containsOnlyKeys(code("HEALTHY", "OK", "true"));
  }

  @Test
  void of_one_that_cannot_be_read_nothing_old_is_told() {
    watched.reads("one", ChannelSays.well());
    watched.after(Duration.ofSeconds(5)).readsInVain("one").after(Duration.ofSeconds(2));
    assertThat(watched.scrape().of("one"))
        .containsOnlyKeys(
            Series.of("replica_medic_replica_registered", "replica", "one"),
            Series.of("replica_medic_downtime", "replica", "one"),
            Series.of("replica_medic_reading_age_seconds", "replica", "one"),
            Series.of("replica_medic_reading_duration_seconds", "replica", "one"),
            code("UNREACHABLE", "CRITICAL", "true"))
        .containsEntry(Series.of("replica_medic_reading_age_seconds", "replica", "one"), 2.0);
  }

  @Test
  void a_reading_that_is_too_old_says_nothing_of_now() {
    watched.reads("one", ChannelSays.well()).after(Duration.ofSeconds(61));
    assertThat(watched.scrape().of("one"))
        .containsOnlyKeys(
            Series.of("replica_medic_replica_registered", "replica", "one"),
            Series.of("replica_medic_downtime", "replica", "one"),
            Series.of("replica_medic_reading_age_seconds", "replica", "one"),
            Series.of("replica_medic_reading_duration_seconds", "replica", "one"),
            code("STALE", "CRITICAL", "true"))
        .containsEntry(Series.of("replica_medic_reading_age_seconds", "replica", "one"), 61.0);
  }

  @Test
  void one_that_was_never_read_is_registered_all_the_same() {
    assertThat(watched.scrape().of("two"))
        .containsOnlyKeys(
            Series.of("replica_medic_replica_registered", "replica", "two"),
            Series.of("replica_medic_downtime", "replica", "two"));
  }

  @Test
  void a_downtime_is_told_and_hides_nothing() {
    watched.reads("one", ChannelSays.well().conflict(1062));
    Scrape before = watched.scrape();
    Scrape during = watched.inDowntime("one").scrape();
    Series downtime = Series.of("replica_medic_downtime", "replica", "one");
    assertThat(before.of("one")).containsEntry(downtime, 0.0);
    assertThat(during.of("one")).containsEntry(downtime, 1.0);
    assertThat(during.of("one")).containsKeys(before.of("one").keySet().toArray(Series[]::new));
  }

  @Test
  void no_address_account_or_transaction_is_told() {
    watched.reads("one", ChannelSays.well().connecting().conflict(1062)).readsInVain("two");
    assertThat(watched.text()).doesNotContain("example.net", "10.0.0.9", "repl@", "3e11fa47");
  }

  @Test
  void workflows_that_have_not_ended_are_counted_by_state_damaged_ones_too() {
    Mockito.when(watched.store.unended())
        .thenReturn(
            new WorkflowStore.Listing(
                List.of(), List.of(new DamagedWorkflow("w", "?", "unstick", "one", "a", "", ""))));
    assertThat(watched.scrape().named("replica_medic_workflows"))
        .hasSize(4)
        .containsEntry(Series.of("replica_medic_workflows", "state", "WAITING"), 0.0)
        .containsEntry(Series.of("replica_medic_workflows", "state", "UNREADABLE"), 1.0);
  }

  @Test
  void a_store_that_cannot_be_read_does_not_keep_replicas_from_being_told() {
    watched.reads("one", ChannelSays.well());
    Mockito.when(watched.obligations.open()).thenThrow(new IllegalStateException("disk"));
    Mockito.when(watched.store.unended()).thenThrow(new IllegalStateException("disk"));
    assertThat(watched.scrape().values())
        .containsEntry(channel("applier_state"), 2.0)
        .containsEntry(Series.of("replica_medic_obligations_open"), Double.NaN)
        .containsEntry(Series.of("replica_medic_workflows", "state", "RUNNING"), Double.NaN);
  }

  private static Series channel(String name) {
    return Series.of("replica_medic_" + name, "replica", "one", "channel", "");
  }

  private static Series code(String code, String severity, String primary) {
    return Series.of(
        "replica_medic_diagnosis",
        "replica",
        "one",
        "code",
        code,
        "severity",
        severity,
        "primary",
        primary);
  }
}
