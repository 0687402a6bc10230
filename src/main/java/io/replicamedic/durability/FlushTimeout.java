package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.List;
import java.util.Optional;

/** How long the window is where commits are not flushed. */
final class FlushTimeout implements SettingRule {
  @Override
  public String id() {
    return "flush-timeout";
  }

  @Override
  public Setting setting() {
    return Settings.FLUSH_TIMEOUT;
  }

  @Override
  public List<Setting> context() {
    return List.of(Settings.FLUSH);
  }

  @Override
  public Optional<String> idle(Case it) {
    return it.aurora() ? Optional.of("Aurora does not flush a log to files") : Optional.empty();
  }

  @Override
  public Verdict of(String value, Case it) {
    if (!value.matches("\\d{1,9}")) {
      return new Verdict.Unclear("innodb_flush_log_at_timeout=" + value + " is no number");
    }
    if (it.is(Settings.FLUSH, "1")) {
      return new Verdict.Moot("every commit is flushed, so the interval does not matter");
    }
    return Integer.parseInt(value) <= 1
        ? new Verdict.Right("The log is flushed every second.")
        : new Verdict.Wrong(
            it.where(Severity.WARNING, Severity.NOTICE),
            "The log is flushed only every " + value + " s.",
            "1");
  }

  @Override
  public Severity stake(Case it) {
    return Severity.NOTICE;
  }

  @Override
  public String why(Case it) {
    return "With innodb_flush_log_at_trx_commit 0 or 2 this interval is what a failure can cost;"
        + " it may be as long as 45 minutes.";
  }
}
