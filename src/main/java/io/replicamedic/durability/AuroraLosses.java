package io.replicamedic.durability;

/**
 * Losses of Aurora: redo and binlog are in a volume that no instance takes with it, so all failures
 * are alike, and only a commit that did not wait for the volume can be lost.
 */
record AuroraLosses(Case it) implements Losses {
  @Override
  public Loss rows(FailureKind failure) {
    return failure == FailureKind.REPLICA_CRASH && !it.replica()
        ? new Loss.NotApplicable("it is not a replica")
        : unwaited();
  }

  @Override
  public Loss binlog(FailureKind failure) {
    if (failure == FailureKind.REPLICA_CRASH && !it.replica()) {
      return new Loss.NotApplicable("it is not a replica");
    }
    return switch (it.value(Settings.LOG_BIN)) {
      case Value.Unread(String why) -> new Loss.Unknown(why);
      case Value.Is is when is.meaning().equals("OFF") ->
          new Loss.NotApplicable("it writes no binlog");
      default -> new Loss.None();
    };
  }

  private Loss unwaited() {
    Verdict verdict =
        switch (it.value(Settings.FLUSH)) {
          case Value.Is is -> new FlushLogAtCommit().of(is.meaning(), it);
          case Value.Absent _ -> new Verdict.Unclear("no innodb_flush_log_at_trx_commit");
          case Value.Unread(String why) -> new Verdict.Unclear(why);
        };
    return switch (verdict) {
      case Verdict.Right _, Verdict.Moot _ -> new Loss.None();
      case Verdict.Unclear(String why) -> new Loss.Unknown(why);
      case Verdict.Wrong _ ->
          new Loss.Unbounded("commits do not wait for the cluster volume, and AWS states no bound");
    };
  }
}
