package io.replicamedic.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A page of a replica's history, newest first. */
record HistoryView(
    String replica,
    Kind kind,
    @Schema(description = "empty unless kind is CHANGES") List<ChangeView> changes,
    @Schema(description = "empty unless kind is SAMPLES") List<SampleView> samples,
    @Schema(description = "give it as after for the next, older page; absent on the last one")
        Optional<String> next)
    implements Printable {

  /** What is told. */
  enum Kind {
    /** Every change of codes, cause, threads, error numbers, source address and identity. */
    CHANGES,
    /** The numbers that one plots, thinned. */
    SAMPLES;

    /** As a query names it. */
    static Kind parse(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  @Override
  public String text(Reader reader) {
    Columns columns =
        kind == Kind.CHANGES
            ? Columns.headed("AT", "SEVERITY", "DIAGNOSIS", "CHANNEL", "THREADS", "ERRNO", "SOURCE")
            : Columns.headed(
                "AT", "SEVERITY", "DIAGNOSIS", "CHANNEL", "THREADS", "ERRNO", "LAG", "RETRIES");
    changes.forEach(each -> each.lines(columns));
    samples.forEach(each -> each.line(columns));
    return columns.text() + next.map(it -> "older: after=" + it + "\n").orElse("");
  }
}
