package io.replicamedic.durability;

import io.replicamedic.durability.LossWindow.Replicas;
import java.time.Duration;

/** Says one window to a DBA. */
final class WindowWords {
  private WindowWords() {}

  static String of(FailureKind failure, Loss rows, Loss binlog, Replicas replicas, Case it) {
    if (rows instanceof Loss.NotApplicable(String why)) {
      return "Cannot happen here: " + why + ".";
    }
    String torn =
        failure != FailureKind.PROCESS_CRASH && it.plain() && it.is(Settings.DOUBLEWRITE, "OFF")
            ? " And without innodb_doublewrite a half-written page can keep it from starting."
            : "";
    return happened(failure, it)
        + ": rows: "
        + words(rows)
        + "; binlog: "
        + words(binlog)
        + "."
        + words(replicas)
        + torn;
  }

  private static String happened(FailureKind failure, Case it) {
    return switch (failure) {
      case PROCESS_CRASH -> "mysqld dies";
      case HOST_OR_ZONE_FAILURE -> "Its host or zone fails";
      case FAILOVER ->
          switch (it.engine()) {
            case AURORA -> "Another instance takes over the cluster volume";
            case RDS_CLUSTER -> "A reader takes over, with what it had acknowledged";
            case RDS_INSTANCE, PLAIN -> "The standby takes over, with what the mirrored disk has";
          };
      case REPLICA_CRASH -> "It comes back as a replica after its host failed";
    };
  }

  /** Of one loss: {@code none lost}, {@code up to about 1 s (…)}. */
  static String words(Loss loss) {
    return switch (loss) {
      case Loss.None() -> "none lost";
      case Loss.AtMost(Duration time, String basis) ->
          "up to about " + time(time) + " lost (" + basis + ")";
      case Loss.AtMostCommits(long commits, String basis) ->
          "up to " + commits + " commit groups lost (" + basis + ")";
      case Loss.Unbounded(String basis) -> "lost without a bound (" + basis + ")";
      case Loss.NotApplicable(String why) -> "none here (" + why + ")";
      case Loss.Unknown(String why) -> "unknown (" + why + ")";
    };
  }

  private static String time(Duration time) {
    return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
  }

  private static String words(Replicas replicas) {
    return switch (replicas) {
      case SAME -> " Its replicas have what it has, or will.";
      case MAY_BE_AHEAD ->
          " Its replicas may have rows that it lost: 1062 or 1032 later, GTID sets agree.";
      case MAY_MISS ->
          " Its replicas may never get rows that it kept, or stop with 1236; GTIDs may be used"
              + " twice.";
      case MAY_DIVERGE ->
          " Its replicas may have rows that it lost and lack rows that it kept; GTIDs may be used"
              + " twice.";
      case UNKNOWN -> " How its replicas would stand to it is unknown.";
      case NONE -> "";
    };
  }
}
