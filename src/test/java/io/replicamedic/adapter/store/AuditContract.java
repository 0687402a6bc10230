package io.replicamedic.adapter.store;

import static io.replicamedic.audit.Audited.NOON;
import static io.replicamedic.audit.Audited.after;
import static io.replicamedic.audit.Audited.asked;
import static io.replicamedic.audit.Audited.silent;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.audit.AuditStore;
import io.replicamedic.audit.KeptAudit;
import io.replicamedic.audit.Occasion;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.journal.JournalEntry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every store promises to audits; run on each kind. */
interface AuditContract {
  int WRITERS = 4;
  Map<String, String> LOOSE = Map.of("innodb_flush_log_at_trx_commit", "2");

  OpenStore store();

  @Test
  default void a_verdict_is_read_back_as_it_was_kept() {
    String database = database();
    KeptAudit known = audits().keep(after(database, 0, LOOSE), asked("Grüße 🚑 'why'"));
    KeptAudit dark = audits().keep(silent(database, 60, "no \"answer\""), new Occasion.Scheduled());

    assertThat(audits().find(database, 1)).contains(known);
    assertThat(audits().last(database)).contains(dark);
    assertThat(audits().history(database, Long.MAX_VALUE, 10)).containsExactly(dark, known);
    assertThat(audits().history(database, 2, 10)).containsExactly(known);
    assertThat(audits().history(database, Long.MAX_VALUE, 1)).containsExactly(dark);
    assertThat(audits().find(database, 3)).isEmpty();
  }

  @Test
  default void audits_in_a_row_that_say_the_same_are_one_row() {
    String database = database();
    audits().keep(after(database, 0, LOOSE), asked("once"));
    KeptAudit twice = audits().keep(after(database, 60, LOOSE), asked("twice"));

    assertThat(audits().history(database, Long.MAX_VALUE, 10)).containsExactly(twice);
    assertThat(twice.runs()).isEqualTo(2);
    assertThat(twice.firstAt()).isEqualTo(NOON);
  }

  @Test
  default void the_verdict_of_a_moment_is_the_one_that_was_the_last_then() {
    String database = database();
    KeptAudit first = audits().keep(after(database, 0, LOOSE), asked("why"));
    KeptAudit second = audits().keep(after(database, 60, Map.of()), asked("why"));

    assertThat(audits().at(database, NOON.minusSeconds(1))).isEmpty();
    assertThat(audits().at(database, NOON)).contains(first);
    assertThat(audits().at(database, NOON.plusSeconds(59))).contains(first);
    assertThat(audits().at(database, NOON.plusSeconds(600))).contains(second);
  }

  @Test
  default void the_last_of_each_database_is_found_at_once() {
    String one = database();
    String other = database();
    audits().keep(after(one, 0, LOOSE), asked("why"));
    KeptAudit ofOne = audits().keep(after(one, 60, Map.of()), asked("why"));
    KeptAudit ofOther = audits().keep(after(other, 0, Map.of()), asked("why"));

    assertThat(audits().lasts())
        .filteredOn(it -> List.of(one, other).contains(it.audit().database()))
        .containsExactlyInAnyOrder(ofOne, ofOther);
  }

  @Test
  default void whoever_asks_is_in_the_journal_each_time_with_the_grade() {
    String database = database();
    audits().keep(after(database, 0, LOOSE), asked("once"));
    audits().keep(after(database, 60, LOOSE), asked("twice"));

    List<JournalEntry> rows = store().journal().read("database:" + database, 0, 10);
    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst().kind()).isEqualTo(EntryKind.AUDITED);
    assertThat(rows.getFirst().actor()).isEqualTo("oncall");
    assertThat(rows.getFirst().summary()).contains("LOSES_COMMITS");
    assertThat(rows.getLast().detail())
        .contains("twice", "OPS-1", "LOSES_COMMITS", "flush-log-at-commit");
  }

  @Test
  default void what_is_scheduled_is_in_the_journal_when_it_has_news() {
    String database = database();
    IntStream.range(0, 3)
        .forEach(n -> audits().keep(after(database, n, LOOSE), new Occasion.Scheduled()));
    audits().keep(after(database, 60, Map.of()), new Occasion.Scheduled());

    assertThat(store().journal().read("database:" + database, 0, 10)).hasSize(2);
  }

  @Test
  default void a_bounded_number_of_verdicts_is_kept_of_each_database() {
    String database = database();
    int all = JdbcAudits.MOST + 3;
    IntStream.range(0, all)
        .forEach(
            n ->
                audits()
                    .keep(
                        after(database, n, Map.of("sync_binlog", Integer.toString(n))),
                        new Occasion.Scheduled()));

    assertThat(audits().history(database, Long.MAX_VALUE, 1000))
        .extracting(KeptAudit::number)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(4, all).map(n -> all + 4 - n).boxed().toList());
  }

  @Test
  default void writers_at_once_leave_no_gap_and_lose_no_verdict() throws Exception {
    String database = database();
    Race.run(
        WRITERS,
        i -> {
          for (int n = 0; n < 3; n++) {
            audits()
                .keep(
                    after(database, n, Map.of("sync_binlog", Integer.toString(100 * i + n))),
                    asked("writer " + i));
          }
          return i;
        });

    assertThat(store().journal().read("database:" + database, 0, 100)).hasSize(WRITERS * 3);
    assertThat(
            audits().history(database, Long.MAX_VALUE, 100).stream()
                .mapToInt(KeptAudit::runs)
                .sum())
        .isEqualTo(WRITERS * 3);
  }

  @Test
  default void one_that_cannot_be_read_any_more_is_passed_over_and_never_overwritten() {
    String database = database();
    audits().keep(after(database, 0, LOOSE), asked("why"));
    store()
        .jdbc()
        .sql("UPDATE durability_audit SET document = '{\"audit\":' WHERE database_id = ?")
        .param(database)
        .update();

    assertThat(audits().last(database)).isEmpty();
    KeptAudit next = audits().keep(after(database, 60, LOOSE), asked("why"));
    assertThat(next.number()).isEqualTo(2);
    assertThat(audits().last(database)).contains(next);
  }

  private AuditStore audits() {
    return store().context().getBean(AuditStore.class);
  }

  private static String database() {
    return "d-" + UUID.randomUUID();
  }
}
