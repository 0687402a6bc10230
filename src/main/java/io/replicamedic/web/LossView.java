package io.replicamedic.web;

import io.replicamedic.durability.Loss;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.Optional;

/** How much of what was acknowledged can be gone; part of a durability audit. */
record LossView(
    Kind kind,
    @Schema(description = "of AT_MOST: the last so many seconds") Optional<Double> seconds,
    @Schema(description = "of AT_MOST_COMMITS: the last so many groups of transactions")
        Optional<Long> commits,
    @Schema(description = "the setting that decides it, or why it is unknown")
        Optional<String> because) {
  /** The sort of a loss. */
  enum Kind {
    /** Nothing that was acknowledged. */
    NONE,
    /** What was acknowledged in the last so much time. */
    AT_MOST,
    /** What was acknowledged in the last so many groups of transactions. */
    AT_MOST_COMMITS,
    /** No setting bounds it. */
    UNBOUNDED,
    /** It cannot happen here. */
    NOT_APPLICABLE,
    /** What decides it could not be read. */
    UNKNOWN
  }

  static LossView of(Loss loss) {
    return switch (loss) {
      case Loss.None _ -> plain(Kind.NONE, Optional.empty());
      case Loss.AtMost it ->
          new LossView(
              Kind.AT_MOST,
              Optional.of(it.time().toMillis() / 1000.0),
              Optional.empty(),
              Optional.of(it.basis()));
      case Loss.AtMostCommits it ->
          new LossView(
              Kind.AT_MOST_COMMITS,
              Optional.empty(),
              Optional.of(it.commits()),
              Optional.of(it.basis()));
      case Loss.Unbounded it -> plain(Kind.UNBOUNDED, Optional.of(it.basis()));
      case Loss.NotApplicable it -> plain(Kind.NOT_APPLICABLE, Optional.of(it.why()));
      case Loss.Unknown it -> plain(Kind.UNKNOWN, Optional.of(it.why()));
    };
  }

  private static LossView plain(Kind kind, Optional<String> because) {
    return new LossView(kind, Optional.empty(), Optional.empty(), because);
  }

  /** In a cell of the matrix: what survives. */
  String cell() {
    return switch (kind) {
      case NONE -> "all survive";
      case AT_MOST -> "last " + time() + " lost";
      case AT_MOST_COMMITS -> "last " + commits.orElse(0L) + " commits lost";
      case UNBOUNDED -> "lost, no bound";
      case NOT_APPLICABLE -> "-";
      case UNKNOWN -> "UNKNOWN";
    };
  }

  private String time() {
    long millis = Math.round(seconds.orElse(0.0) * 1000);
    return millis % 1000 == 0 ? millis / 1000 + " s" : Times.seconds(Duration.ofMillis(millis));
  }
}
