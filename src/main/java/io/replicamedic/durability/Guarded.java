package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.List;
import java.util.Set;

/**
 * Whether planned work may begin, judged by an audit: not while it could lose acknowledged commits,
 * nor while nobody can tell.
 *
 * @param findings those that would lose commits, the worst first
 * @param windows what the work could cost
 * @param why one line
 */
public record Guarded(
    PlannedWork work,
    boolean allowed,
    List<Finding> findings,
    List<LossWindow> windows,
    String why) {
  /** The variables that decide whether a commit is on disk when it is acknowledged. */
  public static final Set<String> COMMITS = Set.of("innodb_flush_log_at_trx_commit", "sync_binlog");

  /** Ids of the rules that judge them. */
  public static final Set<String> RULES =
      Set.of(new FlushLogAtCommit().id(), new SyncBinlog().id());

  private static final String AFTER_A_RESTART = new UndoneByRestart(List.of()).id();

  /** Immutable. */
  public Guarded {
    findings = List.copyOf(findings);
    windows = List.copyOf(windows);
  }

  /** The answer by that audit. */
  public static Guarded of(Audit audit, PlannedWork work) {
    List<LossWindow> windows =
        audit.windows().stream().filter(it -> work.like().contains(it.failure())).toList();
    List<LossWindow> costly =
        windows.stream().filter(it -> loses(it.rows()) || loses(it.binlog())).toList();
    boolean judged = work.like().stream().allMatch(kind -> isJudged(windows, kind));
    List<Finding> findings = audit.findings().stream().filter(Guarded::isAgainst).toList();
    boolean allowed = judged && costly.isEmpty() && findings.isEmpty();
    return new Guarded(work, allowed, findings, windows, why(judged, costly, findings));
  }

  private static boolean isJudged(List<LossWindow> windows, FailureKind kind) {
    return windows.stream().anyMatch(it -> it.failure() == kind);
  }

  private static String why(boolean judged, List<LossWindow> costly, List<Finding> findings) {
    if (!judged) {
      return "nobody can tell what it would lose: the audit has no answer";
    }
    if (!costly.isEmpty()) {
      return costly.getFirst().words();
    }
    return findings.isEmpty()
        ? "nothing that was acknowledged would be lost"
        : findings.getFirst().summary();
  }

  // A setting that is right now and wrong in the group is wrong after the restart; and a group that
  // could not be read may be wrong.
  private static boolean isAgainst(Finding finding) {
    boolean open =
        finding.outcome() == Finding.Outcome.FAILED || finding.outcome() == Finding.Outcome.UNKNOWN;
    boolean unread =
        finding.outcome() == Finding.Outcome.UNKNOWN
            && finding.rule().equals(AFTER_A_RESTART)
            && finding.severity().compareTo(Severity.WARNING) >= 0;
    return open
        && (unread
            || RULES.contains(finding.rule())
            || finding.remedies().stream().anyMatch(it -> COMMITS.contains(it.variable())));
  }

  private static boolean loses(Loss loss) {
    return switch (loss) {
      case Loss.None _, Loss.NotApplicable _ -> false;
      case Loss.AtMost _, Loss.AtMostCommits _, Loss.Unbounded _, Loss.Unknown _ -> true;
    };
  }
}
