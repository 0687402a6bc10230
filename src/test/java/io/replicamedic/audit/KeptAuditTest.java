package io.replicamedic.audit;

import static io.replicamedic.audit.Audited.NOON;
import static io.replicamedic.audit.Audited.after;
import static io.replicamedic.audit.Audited.asked;
import static io.replicamedic.audit.Audited.silent;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.durability.Finding;
import io.replicamedic.durability.Finding.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is remembered of one audit after another, and what differs between two. */
class KeptAuditTest {
  private static final String FLUSH = "flush-log-at-commit";
  private static final Map<String, String> LOOSE = Map.of("innodb_flush_log_at_trx_commit", "2");
  private static final Map<String, String> LOOSER = Map.of("innodb_flush_log_at_trx_commit", "0");
  private static final Occasion WHY = asked("why");

  private final MemoryAudits audits = new MemoryAudits();

  @Test
  void audits_in_a_row_that_say_the_same_are_one_with_the_last_ones_times() {
    audits.keep(after("orders", 0, LOOSE), asked("first"));
    KeptAudit again = audits.keep(after("orders", 60, LOOSE), asked("again"));

    assertThat(audits.history("orders", Long.MAX_VALUE, 10)).containsExactly(again);
    assertThat(again.number()).isEqualTo(1);
    assertThat(again.runs()).isEqualTo(2);
    assertThat(again.firstAt()).isEqualTo(NOON);
    assertThat(again.lastAt()).isEqualTo(NOON.plusSeconds(60));
    assertThat(again.occasion().reason()).isEqualTo("again");
    assertThat(again.since(FLUSH)).isEqualTo(NOON);
  }

  @Test
  void another_value_is_another_verdict_and_the_finding_stands_since_before() {
    audits.keep(after("orders", 0, LOOSE), WHY);
    KeptAudit worse = audits.keep(after("orders", 60, LOOSER), WHY);

    assertThat(worse.number()).isEqualTo(2);
    assertThat(worse.firstAt()).isEqualTo(NOON.plusSeconds(60));
    assertThat(worse.since(FLUSH)).isEqualTo(NOON);
  }

  @Test
  void what_was_passed_in_between_stands_anew() {
    audits.keep(after("orders", 0, LOOSE), WHY);
    KeptAudit mended = audits.keep(after("orders", 60, Map.of()), WHY);
    KeptAudit again = audits.keep(after("orders", 120, LOOSE), WHY);

    assertThat(mended.since(FLUSH)).isEqualTo(NOON.plusSeconds(60));
    assertThat(again.since(FLUSH)).isEqualTo(NOON.plusSeconds(120));
  }

  @Test
  void a_time_in_which_it_could_not_be_read_ends_nothing() {
    audits.keep(after("orders", 0, LOOSE), WHY);
    KeptAudit dark = audits.keep(silent("orders", 60, "no answer"), WHY);
    audits.keep(silent("orders", 90, "no answer"), WHY);
    KeptAudit light = audits.keep(after("orders", 120, LOOSE), WHY);

    assertThat(Audited.outcome(dark, FLUSH)).isEqualTo(Outcome.UNKNOWN);
    assertThat(dark.since(FLUSH)).isEqualTo(NOON.plusSeconds(60));
    assertThat(light.since(FLUSH)).isEqualTo(NOON);
  }

  @Test
  void what_passed_before_the_dark_and_fails_after_it_fails_since_after_it() {
    audits.keep(after("orders", 0, Map.of()), WHY);
    audits.keep(silent("orders", 60, "no answer"), WHY);
    KeptAudit light = audits.keep(after("orders", 120, LOOSE), WHY);

    assertThat(light.since(FLUSH)).isEqualTo(NOON.plusSeconds(120));
  }

  @Test
  void why_it_could_not_be_read_is_worded_by_networks_and_makes_no_other_verdict() {
    audits.keep(silent("orders", 0, "no answer after 5003 ms"), WHY);
    KeptAudit again = audits.keep(silent("orders", 60, "no answer after 5001 ms"), WHY);

    assertThat(again.number()).isEqualTo(1);
  }

  @Test
  void a_difference_tells_what_is_new_and_with_which_values() {
    AuditDifference difference = between(after("orders", 0, Map.of()), after("orders", 60, LOOSE));

    assertThat(difference.appeared()).extracting(Finding::rule).contains(FLUSH);
    assertThat(difference.gone()).isEmpty();
    assertThat(difference.values())
        .anySatisfy(
            it -> {
              assertThat(it.rule()).isEqualTo(FLUSH);
              assertThat(it.before().orElseThrow().value()).isEqualTo("1");
              assertThat(it.after().orElseThrow().value()).isEqualTo("2");
            });
    assertThat(difference.windows()).isNotEmpty();
    assertThat(difference.isEmpty()).isFalse();
  }

  @Test
  void a_difference_tells_what_is_gone() {
    AuditDifference difference = between(after("orders", 0, LOOSE), after("orders", 60, Map.of()));

    assertThat(difference.gone()).extracting(Finding::rule).contains(FLUSH);
    assertThat(difference.appeared()).isEmpty();
  }

  @Test
  void what_becomes_unknown_is_changed_and_not_gone() {
    AuditDifference difference =
        between(after("orders", 0, LOOSE), silent("orders", 60, "no answer"));

    assertThat(difference.gone()).isEmpty();
    assertThat(difference.changed())
        .anySatisfy(
            it -> {
              assertThat(it.after().rule()).isEqualTo(FLUSH);
              assertThat(it.before().outcome()).isEqualTo(Outcome.FAILED);
              assertThat(it.after().outcome()).isEqualTo(Outcome.UNKNOWN);
            });
  }

  @Test
  void two_that_say_the_same_differ_in_nothing() {
    assertThat(between(after("orders", 0, LOOSE), after("orders", 60, LOOSE)).isEmpty()).isTrue();
  }

  private static AuditDifference between(Judged earlier, Judged later) {
    return AuditDifference.between(
        KeptAudit.first(1, earlier, WHY), KeptAudit.first(2, later, WHY));
  }
}
