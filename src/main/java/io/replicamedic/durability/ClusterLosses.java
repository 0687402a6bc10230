package io.replicamedic.durability;

/**
 * Losses of a Multi-AZ DB cluster: three servers with disks of their own. A failover promotes a
 * reader, which has what the writer waited for; a writer restarted in place has what its disk has.
 */
record ClusterLosses(Case it) implements Losses {
  @Override
  public Loss rows(FailureKind failure) {
    return failure == FailureKind.FAILOVER ? failover() : new DiskLosses(it).rows(failure);
  }

  @Override
  public Loss binlog(FailureKind failure) {
    return failure == FailureKind.FAILOVER ? failover() : new DiskLosses(it).binlog(failure);
  }

  private Loss failover() {
    if (it.replica() && !it.source()) {
      return new Loss.NotApplicable("it is a reader: it takes over");
    }
    return switch (it.value(Settings.SEMI_SYNC)) {
      case Value.Is is when is.meaning().equals("ON") -> new Loss.None();
      case Value.Is is -> new Loss.Unbounded(is.variable() + "=" + is.text());
      case Value.Absent _ -> new Loss.Unknown("it shows no semi-synchronous plugin");
      case Value.Unread(String why) -> new Loss.Unknown(why);
    };
  }
}
