package io.replicamedic.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicamedic.durability.Grade;
import io.replicamedic.fleet.Fleet;
import io.replicamedic.replication.Severity;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is suppressed, for how long, and what the grade says of it. */
class SuppressionsTest {
  private static final Instant NOON = Audited.NOON;
  private static final String FLUSH = "flush-log-at-commit";
  private static final Map<String, String> LOOSE = Map.of("innodb_flush_log_at_trx_commit", "2");

  private final MemorySuppressions store = new MemorySuppressions();
  private Instant now = NOON;
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final Suppressions suppressions = new Suppressions(store, clock);

  @Test
  void it_ends_by_itself() {
    begin(FLUSH, NOON.plusSeconds(60));
    now = NOON.plusSeconds(59);
    assertThat(suppressions.of("one")).containsOnlyKeys(FLUSH);
    assertThat(suppressions.of("two")).isEmpty();
    now = NOON.plusSeconds(60);
    assertThat(suppressions.of("one")).isEmpty();
    assertThat(suppressions.end("one", FLUSH, "sre", "over")).isFalse();
    assertThat(suppressions.listed("one")).hasSize(1);
  }

  @Test
  void none_begins_that_would_not_end_within_a_year() {
    Instant year = Instant.parse("2027-11-27T12:00:00.123456Z");
    assertThatThrownBy(() -> begin(FLUSH, year.plusMillis(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> begin(FLUSH, NOON)).isInstanceOf(IllegalArgumentException.class);
    assertThat(begin(FLUSH, year).until()).isEqualTo(year);
  }

  @Test
  void the_same_said_again_changes_nothing_and_something_else_replaces_it() {
    Suppression first = begin(FLUSH, NOON.plusSeconds(60));
    now = NOON.plusSeconds(1);
    assertThat(begin(FLUSH, NOON.plusSeconds(60))).isEqualTo(first);
    assertThat(store.puts()).isEqualTo(1);
    begin(FLUSH, NOON.plusSeconds(30));
    assertThat(store.puts()).isEqualTo(2);
    now = NOON.plusSeconds(30);
    assertThat(suppressions.of("one")).isEmpty();
    begin(FLUSH, NOON.plusSeconds(60));
    assertThat(store.puts()).isEqualTo(3);
  }

  @Test
  void what_another_instance_sets_or_ends_is_known_after_a_refresh() {
    Suppressions other = new Suppressions(store, clock);
    begin(FLUSH, NOON.plusSeconds(60));
    other.refresh();
    assertThat(other.of("one")).containsOnlyKeys(FLUSH);
    assertThat(other.end("one", FLUSH, "sre", "done")).isTrue();
    suppressions.refresh();
    assertThat(suppressions.of("one")).isEmpty();
  }

  @Test
  void the_audits_own_grade_stays_and_the_other_is_what_is_left() {
    begin(FLUSH, NOON.plusSeconds(60));
    AuditedDatabase one = seen(Audited.after("one", 0, LOOSE));

    assertThat(one.grade()).contains(Grade.LOSES_COMMITS);
    assertThat(one.gradeUnsuppressed()).contains(Grade.SOUND);
    assertThat(one.failed(Severity.CRITICAL)).isZero();
    assertThat(one.suppressed()).isEqualTo(1);
    now = NOON.plusSeconds(60);
    AuditedDatabase after = seen(Audited.after("one", 0, LOOSE));
    assertThat(after.gradeUnsuppressed()).contains(Grade.LOSES_COMMITS);
    assertThat(after.failed(Severity.CRITICAL)).isEqualTo(1);
  }

  @Test
  void who_answers_for_one_of_two_losses_lifts_no_grade() {
    begin(FLUSH, NOON.plusSeconds(60));
    Judged both =
        Audited.after("one", 0, Map.of("innodb_flush_log_at_trx_commit", "2", "sync_binlog", "0"));

    assertThat(seen(both).gradeUnsuppressed()).contains(Grade.LOSES_COMMITS);
    begin("sync-binlog", NOON.plusSeconds(60));
    assertThat(seen(both).gradeUnsuppressed()).contains(Grade.SOUND);
  }

  @Test
  void what_is_unknown_is_not_made_known_by_suppressing_it() {
    begin(FLUSH, NOON.plusSeconds(60));
    AuditedDatabase one = seen(Audited.silent("one", 0, "no answer"));

    assertThat(one.gradeUnsuppressed()).contains(Grade.UNKNOWN);
    assertThat(one.suppressed()).isEqualTo(1);
    assertThat(one.unknown()).isPositive();
  }

  @Test
  void one_that_was_never_audited_has_no_grade_and_no_severity() {
    AuditedDatabase one =
        AuditedDatabase.of(Fleet.replica("one"), Optional.empty(), suppressions.of("one"));

    assertThat(one.grade()).isEmpty();
    assertThat(one.gradeUnsuppressed()).isEmpty();
    assertThat(one.severity()).isEmpty();
  }

  private AuditedDatabase seen(Judged judged) {
    return AuditedDatabase.of(
        Fleet.replica("one"),
        Optional.of(KeptAudit.first(1, judged, new Occasion.Scheduled())),
        suppressions.of("one"));
  }

  private Suppression begin(String rule, Instant until) {
    return suppressions.begin("one", rule, "dba", "a copy", until, "sre");
  }
}
