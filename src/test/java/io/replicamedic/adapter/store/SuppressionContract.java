package io.replicamedic.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.audit.AuditStore;
import io.replicamedic.audit.AuditTimes;
import io.replicamedic.audit.Audited;
import io.replicamedic.audit.Suppression;
import io.replicamedic.audit.SuppressionStore;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.journal.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store promises to suppressions and to the fleet's report; run on each kind. */
interface SuppressionContract {
  Instant AT = Audited.NOON;

  OpenStore store();

  @Test
  default void a_suppression_is_read_back_until_it_ends_and_is_in_the_journal() {
    String database = "db-" + UUID.randomUUID();
    Suppression first = suppression(database, "sync-binlog", 60, "dba");
    Suppression second = suppression(database, "sync-binlog", 90, "Grüße 🚑");
    Suppression other = suppression(database, "backups", 30, "dba");
    suppressions().put(first);
    suppressions().put(second);
    suppressions().put(other);

    assertThat(suppressions().of(database)).containsExactly(other, second);
    assertThat(after(database, 30)).containsExactly(second);
    assertThat(after(database, 90)).isEmpty();

    assertThat(suppressions().end(database, "sync-binlog", AT.plusSeconds(40), "bot", "fixed"))
        .isTrue();
    assertThat(suppressions().end(database, "sync-binlog", AT.plusSeconds(41), "bot", "again"))
        .isFalse();
    assertThat(after(database, 40)).isEmpty();
    assertThat(suppressions().of(database)).extracting(Suppression::rule).contains("sync-binlog");
    List<JournalEntry> told = store().journal().read("database:" + database, 0, 10);
    assertThat(told)
        .extracting(JournalEntry::kind)
        .containsExactly(
            EntryKind.SUPPRESSED,
            EntryKind.SUPPRESSED,
            EntryKind.SUPPRESSED,
            EntryKind.SUPPRESSION_ENDED);
    assertThat(told.get(1).detail()).contains("Grüße 🚑", "a copy", "sync-binlog");
    assertThat(told.getLast().actor()).isEqualTo("bot");
    assertThat(told.getLast().detail()).contains("fixed");
  }

  @Test
  default void times_are_those_of_the_last_audit_of_each() {
    String database = "db-" + UUID.randomUUID();
    AuditStore audits = store().context().getBean(AuditStore.class);
    AuditTimes times = store().context().getBean(AuditTimes.class);
    assertThat(times.last(database)).isEmpty();

    audits.keep(Audited.after(database, 0, Map.of()), Audited.asked("why"));
    audits.keep(Audited.after(database, 60, Map.of()), Audited.asked("why"));
    assertThat(times.last(database)).contains(AT.plusSeconds(60));
    audits.keep(Audited.silent(database, 120, "no answer"), Audited.asked("why"));
    assertThat(times.last()).containsEntry(database, AT.plusSeconds(120));
  }

  private SuppressionStore suppressions() {
    return store().context().getBean(SuppressionStore.class);
  }

  private List<Suppression> after(String database, int seconds) {
    return suppressions().after(AT.plusSeconds(seconds)).stream()
        .filter(it -> it.database().equals(database))
        .toList();
  }

  private static Suppression suppression(String database, String rule, int seconds, String owner) {
    return new Suppression(database, rule, owner, "a copy", AT, AT.plusSeconds(seconds), "sre");
  }
}
