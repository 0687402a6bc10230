package io.replicamedic.durability;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Judges readings; pure and total. Called by whoever has taken one; ask it beforehand what to read
 * ({@link #variables}, {@link #parameters}).
 */
public final class Auditor {
  private static final List<SettingRule> SETTINGS =
      List.of(
          new FlushLogAtCommit(),
          new AllowDataLoss(),
          new FlushTimeout(),
          new LogWriterThreads(),
          new FlushMethod(),
          new Doublewrite(),
          new SyncBinlog(),
          new BinlogOn(),
          new BinlogErrorAction(),
          new BinlogFormat(),
          new BinlogRowImage(),
          new BinlogChecksum(),
          new GtidMode(),
          new GtidConsistency(),
          new RelayLogRecovery(),
          new ApplierPosition(),
          new ReceiverPosition(),
          new PreserveCommitOrder(),
          new LogReplicaUpdates(),
          new ReadOnly(),
          new SuperReadOnly(),
          new SkipErrors(),
          new RelayLogSpace(),
          new ExecMode(),
          new SemiSync());

  private static final List<Rule> RULES =
      Stream.<Rule>concat(
              SETTINGS.stream(),
              Stream.of(
                  new GroupNotInForce(SETTINGS),
                  new UndoneByRestart(SETTINGS),
                  new GroupApplied(),
                  new Backups(),
                  new Standby(),
                  new DeletionProtection(),
                  new BinlogRetention()))
          .toList();

  /** Every @@GLOBAL variable that a rule reads, in old and new spelling: ask for no others. */
  public static Set<String> variables() {
    return names(Setting::variables);
  }

  /** Every parameter that a rule looks for in a parameter group, as groups spell them. */
  public static Set<String> parameters() {
    return names(Setting::parameters);
  }

  /** The stable id of every rule, in the order of docs/durability-rules.md. */
  public static List<String> rules() {
    return RULES.stream().map(Rule::id).toList();
  }

  /** The settings that have a rule of their own. */
  static List<Setting> judged() {
    return SETTINGS.stream().map(SettingRule::setting).toList();
  }

  /** The verdict on that reading; findings with the worst first, unknown ones before passed. */
  public Audit audit(DurabilityReading reading) {
    Case it = new Case(reading);
    List<Finding> findings =
        RULES.stream().map(rule -> rule.judge(reading)).sorted(WORST_FIRST).toList();
    List<LossWindow> windows = Windows.of(it);
    Grade grade = Grading.of(it, findings, windows);
    return new Audit(
        reading.database(),
        reading.at(),
        reading.engine(),
        reading.version(),
        reading.roles(),
        grade,
        Summary.of(it, grade, findings, windows),
        findings,
        windows);
  }

  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::severity)
          .reversed()
          .thenComparing(
              finding ->
                  switch (finding.outcome()) {
                    case FAILED -> 0;
                    case UNKNOWN -> 1;
                    case PASSED -> 2;
                    case NOT_APPLICABLE -> 3;
                  });

  private static Set<String> names(Function<Setting, List<String>> kind) {
    Set<String> names = new TreeSet<>();
    RULES.forEach(rule -> rule.settings().forEach(setting -> names.addAll(kind.apply(setting))));
    return names;
  }
}
