package io.replicamedic.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.app.Scrape.Series;
import io.replicamedic.audit.Audited;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a real Prometheus registry prints of durability audits. */
class AuditMetersTest {
  private final Watched watched = new Watched("one");
  private final AuditedFleet fleet = watched.audited();

  @Test
  void findings_are_counted_by_severity_and_none_is_zero() {
    fleet.audits.keep(Audited.after("safe", 0, AuditedFleet.LOOSE), Audited.asked("why"));
    assertThat(watched.scrape().values())
        .containsEntry(findings("CRITICAL"), 1.0)
        .containsEntry(findings("WARNING"), 0.0)
        .containsEntry(grade("LOSES_COMMITS", "counted"), 1.0)
        .containsEntry(grade("LOSES_COMMITS", "ignored"), 1.0)
        .containsEntry(of("age_seconds"), 3600.0);
  }

  @Test
  void what_is_suppressed_does_not_count_until_that_ends_by_itself() {
    fleet.audits.keep(Audited.after("safe", 0, AuditedFleet.LOOSE), Audited.asked("why"));
    fleet.suppress("safe", Duration.ofMinutes(1));
    assertThat(watched.scrape().values())
        .containsEntry(findings("CRITICAL"), 0.0)
        .containsEntry(of("suppressed"), 1.0)
        .containsEntry(grade("LOSES_COMMITS", "counted"), 1.0)
        .containsEntry(grade("SOUND", "ignored"), 1.0);
    fleet.after(Duration.ofMinutes(1));
    assertThat(watched.scrape().values())
        .containsEntry(findings("CRITICAL"), 1.0)
        .containsEntry(of("suppressed"), 0.0);
  }

  @Test
  void one_that_was_never_audited_has_only_the_series_that_say_so() {
    assertThat(watched.scrape().of("safe"))
        .containsOnlyKeys(of("interval_seconds"), of("downtime"))
        .containsEntry(of("interval_seconds"), 86_400.0);
  }

  @Test
  void what_could_not_be_read_is_unknown_and_not_failed() {
    fleet.audits.keep(Audited.silent("safe", 0, "no answer"), Audited.asked("why"));
    Scrape scrape = watched.scrape();
    assertThat(scrape.values())
        .containsEntry(findings("CRITICAL"), 0.0)
        .containsEntry(grade("UNKNOWN", "counted"), 1.0);
    assertThat(scrape.values().get(of("unknown"))).isPositive();
  }

  private static Series of(String name) {
    return Series.of("replica_medic_audit_" + name, "database", "safe");
  }

  private static Series findings(String severity) {
    return Series.of("replica_medic_audit_findings", "database", "safe", "severity", severity);
  }

  private static Series grade(String grade, String suppressed) {
    return Series.of(
        "replica_medic_audit_grade", "database", "safe", "grade", grade, "suppressed", suppressed);
  }
}
