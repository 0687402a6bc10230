package io.replicamedic.durability;

/** What failures cost on one kind of storage; one for each {@link EngineKind}. */
interface Losses {
  /** Acknowledged rows. */
  Loss rows(FailureKind failure);

  /** Acknowledged transactions of the binlog. */
  Loss binlog(FailureKind failure);

  /** Of that engine. */
  static Losses of(Case it) {
    return switch (it.engine()) {
      case PLAIN, RDS_INSTANCE -> new DiskLosses(it);
      case RDS_CLUSTER -> new ClusterLosses(it);
      case AURORA -> new AuroraLosses(it);
    };
  }

  /** What somebody would have to be told. */
  static boolean lossy(Loss loss) {
    return loss instanceof Loss.AtMost
        || loss instanceof Loss.AtMostCommits
        || loss instanceof Loss.Unbounded;
  }
}
