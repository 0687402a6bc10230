package io.replicamedic.web;

import io.replicamedic.audit.KeptAudit;
import io.replicamedic.durability.Finding;
import io.replicamedic.durability.Finding.Outcome;
import io.replicamedic.durability.Grade;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A page of the verdicts on a database, newest first. */
record DurabilityHistoryView(
    String database,
    List<VerdictLine> audits,
    @Schema(description = "give it as after for the next, older page; absent on the last one")
        Optional<String> next)
    implements Printable {

  /** One verdict. */
  record VerdictLine(
      @Schema(description = "names it to …/durability-audit/history/{number} and …/difference")
          long number,
      Grade grade,
      @Schema(description = "when the verdict was this for the first time") Instant from,
      @Schema(description = "for the last time") Instant to,
      @Schema(description = "how many audits in a row said so") int runs,
      @Schema(description = "rules that failed, the worst first") List<String> failed,
      @Schema(description = "rules of which it is not known") List<String> unknown,
      @Schema(description = "who had it audited the last time") String by,
      String reason) {
    static VerdictLine of(KeptAudit kept) {
      return new VerdictLine(
          kept.number(),
          kept.audit().grade(),
          kept.firstAt(),
          kept.lastAt(),
          kept.runs(),
          rules(kept, Outcome.FAILED),
          rules(kept, Outcome.UNKNOWN),
          kept.occasion().actor(),
          kept.occasion().reason());
    }

    private static List<String> rules(KeptAudit kept, Outcome outcome) {
      return kept.audit().findings().stream()
          .filter(it -> it.outcome() == outcome)
          .map(Finding::rule)
          .toList();
    }
  }

  static DurabilityHistoryView of(String database, List<KeptAudit> page, Optional<String> next) {
    return new DurabilityHistoryView(database, page.stream().map(VerdictLine::of).toList(), next);
  }

  @Override
  public String text(Reader reader) {
    Columns columns =
        Columns.headed("NUMBER", "GRADE", "FROM", "TO", "AUDITS", "UNKNOWN", "BY", "FAILED");
    audits.forEach(
        it ->
            columns.row(
                Long.toString(it.number()),
                it.grade().name(),
                Times.utc(it.from()),
                Times.utc(it.to()),
                Integer.toString(it.runs()),
                Integer.toString(it.unknown().size()),
                it.by(),
                String.join(", ", it.failed())));
    return columns.text() + next.map(it -> "older: after=" + it + "\n").orElse("");
  }
}
