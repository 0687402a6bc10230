package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.Optional;
import java.util.Set;

/** Whether a flush really asks the disk. */
final class FlushMethod implements SettingRule {
  // Before 8.0 the default, fsync, reads as an empty text.
  private static final Set<String> REACH_THE_DISK =
      Set.of("", "FSYNC", "O_DSYNC", "O_DIRECT", "O_DIRECT_NO_FSYNC", "ALL_O_DIRECT");

  @Override
  public String id() {
    return "flush-method";
  }

  @Override
  public Setting setting() {
    return Settings.FLUSH_METHOD;
  }

  @Override
  public Optional<String> idle(Case it) {
    return it.aurora() ? Optional.of("Aurora has no data files to flush") : Optional.empty();
  }

  @Override
  public Verdict of(String value, Case it) {
    if (value.equals("NOSYNC") || value.equals("LITTLESYNC")) {
      return new Verdict.Wrong(
          it.where(Severity.CRITICAL, Severity.WARNING),
          "InnoDB leaves out calls that bring data to the disk (" + value + ").",
          "O_DIRECT");
    }
    if (value.equals("O_DIRECT_NO_FSYNC") && it.version().filter(Case::sizesUnsafe).isPresent()) {
      return new Verdict.Wrong(
          it.where(Severity.WARNING, Severity.NOTICE),
          "Before 8.0.14 this method can lose a file's new size.",
          "O_DIRECT");
    }
    return REACH_THE_DISK.contains(value)
        ? new Verdict.Right("Flushes reach the disk.")
        : new Verdict.Unclear("nobody here knows what innodb_flush_method=" + value + " does");
  }

  @Override
  public Severity stake(Case it) {
    return it.where(Severity.WARNING, Severity.NOTICE);
  }

  @Override
  public String why(Case it) {
    return "nosync and littlesync are for benchmarks: what InnoDB calls flushed is then only in the"
        + " operating system's memory, whatever innodb_flush_log_at_trx_commit says.";
  }
}
