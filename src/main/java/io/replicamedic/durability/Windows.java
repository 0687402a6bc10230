package io.replicamedic.durability;

import io.replicamedic.durability.LossWindow.Replicas;
import java.util.List;
import java.util.stream.Stream;

/** The matrix: each kind of failure against what survives it. */
final class Windows {
  private Windows() {}

  static List<LossWindow> of(Case it) {
    Losses losses = Losses.of(it);
    return Stream.of(FailureKind.values()).map(failure -> of(failure, losses, it)).toList();
  }

  private static LossWindow of(FailureKind failure, Losses losses, Case it) {
    Loss rows = losses.rows(failure);
    Loss binlog = losses.binlog(failure);
    Replicas replicas =
        failure == FailureKind.REPLICA_CRASH && it.replica()
            ? ofItsOwn(losses, it)
            : replicas(failure, rows, binlog, it);
    return new LossWindow(
        failure, rows, binlog, replicas, WindowWords.of(failure, rows, binlog, replicas, it));
  }

  /**
   * What a middle one never fetched, its own replicas never had either: its host's losses count.
   */
  private static Replicas ofItsOwn(Losses losses, Case it) {
    FailureKind host = FailureKind.HOST_OR_ZONE_FAILURE;
    return replicas(host, losses.rows(host), losses.binlog(host), it);
  }

  /**
   * Rows lost and binlog kept: replicas are ahead. Binlog lost: they miss what was in it, and are
   * ahead by its last rows, which are lost too ({@link DiskLosses}): with sync_binlog other than 1
   * they are sent a transaction before it is synced. A reader that was promoted without having been
   * waited for lacks both, and replicas of the old writer do not.
   */
  private static Replicas replicas(FailureKind failure, Loss rows, Loss binlog, Case it) {
    if (!it.source() || rows instanceof Loss.NotApplicable) {
      return Replicas.NONE;
    }
    if (rows instanceof Loss.Unknown || binlog instanceof Loss.Unknown) {
      return Replicas.UNKNOWN;
    }
    if (Losses.lossy(binlog)) {
      if (failure == FailureKind.FAILOVER && it.engine() == EngineKind.RDS_CLUSTER) {
        return Replicas.MAY_BE_AHEAD;
      }
      return Losses.lossy(rows) ? Replicas.MAY_DIVERGE : Replicas.MAY_MISS;
    }
    return Losses.lossy(rows) ? Replicas.MAY_BE_AHEAD : Replicas.SAME;
  }
}
