package io.replicamedic.loss;

import io.replicamedic.durability.FailureKind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one crash cost.
 *
 * @param writers how many wrote: a binlog group has at most one transaction of each
 * @param acknowledged commits before the crash
 * @param rows acknowledged, and gone from the table
 * @param binlog acknowledged, and gone from the binary log
 * @param ahead in the binary log and not in the table: what replicas have more
 * @param missing in the table and not in the binary log: what replicas never get
 */
record Losses(
    Durability durability,
    FailureKind failure,
    int writers,
    int acknowledged,
    Lost rows,
    Lost binlog,
    int ahead,
    int missing) {

  /**
   * Some of what was acknowledged.
   *
   * @param oldest how long before the crash the oldest of it was acknowledged
   */
  record Lost(int count, Duration oldest) {
    private static Lost of(Map<Long, Duration> acknowledged, Set<Long> kept) {
      Set<Long> gone = without(acknowledged.keySet(), kept);
      Duration oldest =
          gone.stream().map(acknowledged::get).reduce(Duration.ZERO, (a, b) -> max(a, b));
      return new Lost(gone.size(), oldest);
    }

    private static Duration max(Duration a, Duration b) {
      return a.compareTo(b) > 0 ? a : b;
    }
  }

  static Losses of(
      Durability durability,
      FailureKind failure,
      int writers,
      Map<Long, Duration> acknowledged,
      Set<Long> rows,
      Set<Long> binlog) {
    return new Losses(
        durability,
        failure,
        writers,
        acknowledged.size(),
        Lost.of(acknowledged, rows),
        Lost.of(acknowledged, binlog),
        without(binlog, rows).size(),
        without(rows, binlog).size());
  }

  private static Set<Long> without(Set<Long> all, Set<Long> some) {
    Set<Long> rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }
}
