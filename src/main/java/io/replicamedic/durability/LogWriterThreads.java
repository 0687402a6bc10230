package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.List;
import java.util.Optional;

/** Whether redo leaves mysqld by itself where commits do not wait for it. */
final class LogWriterThreads implements SettingRule {
  @Override
  public String id() {
    return "log-writer-threads";
  }

  @Override
  public Setting setting() {
    return Settings.LOG_WRITERS;
  }

  @Override
  public List<Setting> context() {
    return List.of(Settings.FLUSH);
  }

  @Override
  public Optional<String> idle(Case it) {
    return it.aurora() ? Optional.of("Aurora writes its log elsewhere") : Optional.empty();
  }

  @Override
  public Verdict of(String value, Case it) {
    return judged(value.equals("ON"), it);
  }

  /** MySQL 8.0.11 to 8.0.21 always has the threads, 5.7 never (WL#10310, bug 30088404). */
  @Override
  public Verdict ofNone(Case it) {
    return it.version().isEmpty()
        ? new Verdict.Unclear("whether it has log writer threads depends on its unknown version")
        : judged(LogWriters.always(it), it);
  }

  private static Verdict judged(boolean threads, Case it) {
    if (!it.is(Settings.FLUSH, "0")) {
      return new Verdict.Moot("commits write the log themselves");
    }
    return threads
        ? new Verdict.Right("A thread of its own hands redo to the operating system at once.")
        : new Verdict.Wrong(
            it.where(Severity.WARNING, Severity.NOTICE),
            "Redo stays in mysqld for up to a second, and dies with it.",
            it.value(Settings.LOG_WRITERS) instanceof Value.Is ? "ON" : "");
  }

  @Override
  public Severity stake(Case it) {
    return Severity.NOTICE;
  }

  @Override
  public String why(Case it) {
    return "With innodb_flush_log_at_trx_commit=0 nobody writes the log at commit. Log writer"
        + " threads do within a tenth of a second at most (none was lost to kill -9 in our"
        + " runs); without them about a second of commits dies with the process.";
  }

  @Override
  public String more(Case it) {
    return it.value(setting()) instanceof Value.Is
        ? "Better still, innodb_flush_log_at_trx_commit=1."
        : "This version cannot have them: set innodb_flush_log_at_trx_commit=1.";
  }
}
