package io.replicamedic.loss;

import io.replicamedic.durability.Audit;
import io.replicamedic.durability.Auditor;
import io.replicamedic.durability.DurabilityReading;
import io.replicamedic.durability.EngineKind;
import io.replicamedic.durability.Fact;
import io.replicamedic.durability.FailureKind;
import io.replicamedic.durability.Loss;
import io.replicamedic.durability.LossWindow;
import io.replicamedic.durability.LossWindow.Replicas;
import io.replicamedic.durability.RdsTraits;
import io.replicamedic.durability.Role;
import io.replicamedic.lab.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the audit states of a server of ours, and whether what a crash cost lies inside it. */
final class Stated {
  private Stated() {}

  /** What an audit reads of a server. */
  static Map<String, String> variables(Session root) throws SQLException {
    Map<String, String> variables = new HashMap<>();
    for (Map<String, String> row : root.rows("SHOW GLOBAL VARIABLES")) {
      variables.put(row.getOrDefault("Variable_name", ""), row.getOrDefault("Value", ""));
    }
    return variables;
  }

  /** Of a server that nobody manages. */
  static Audit plain(String version, Map<String, String> variables, Set<Role> roles) {
    Fact<RdsTraits> none = new Fact.Unknown<>("not an RDS database", Instant.now());
    return audit(EngineKind.PLAIN, version, variables, roles, none);
  }

  /** The same, were it an RDS instance with a standby and read replicas: incident 2. */
  static Audit multiAz(String version, Map<String, String> variables, List<String> replicas) {
    RdsTraits traits = new RdsTraits("available", true, 7, true, "", replicas, 1);
    return audit(
        EngineKind.RDS_INSTANCE,
        version,
        variables,
        Set.of(Role.SOURCE),
        new Fact.Known<>(traits, Instant.now()));
  }

  private static Audit audit(
      EngineKind engine,
      String version,
      Map<String, String> variables,
      Set<Role> roles,
      Fact<RdsTraits> rds) {
    Instant now = Instant.now();
    return new Auditor()
        .audit(
            new DurabilityReading(
                "orders",
                now,
                engine,
                version,
                roles,
                new Fact.Known<>(variables, now),
                new Fact.Known<>(List.of(), now),
                rds,
                new Fact.Known<>(Optional.of(24), now)));
  }

  static LossWindow window(Audit audit, FailureKind failure) {
    return audit.windows().stream()
        .filter(window -> window.failure() == failure)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no window is stated for " + failure));
  }

  /**
   * What the crash cost more than was stated; nothing when it was true.
   *
   * @param late how late the server's own thread may wake up, where it shares its processors
   */
  static List<String> broken(LossWindow window, Losses losses, Duration late) {
    List<String> broken = new ArrayList<>();
    if (isOutside(window.rows(), losses.rows(), losses.writers(), late)) {
      broken.add("rows: " + window.rows() + " was stated");
    }
    if (isOutside(window.binlog(), losses.binlog(), losses.writers(), late)) {
      broken.add("binlog: " + window.binlog() + " was stated");
    }
    // A replica has it before its source has synced it, unless sync_binlog is 1.
    if (losses.rows().count() > 0 && !isOne(window, Replicas.MAY_BE_AHEAD)) {
      broken.add("replicas have rows that are gone: " + window.replicas() + " was stated");
    }
    if (losses.missing() > 0 && !isOne(window, Replicas.MAY_MISS)) {
      broken.add("replicas never get rows that are there: " + window.replicas() + " was stated");
    }
    return broken.isEmpty() ? broken : List.of(losses + ": " + String.join("; ", broken));
  }

  private static boolean isOne(LossWindow window, Replicas way) {
    return EnumSet.of(way, Replicas.MAY_DIVERGE).contains(window.replicas());
  }

  private static boolean isOutside(Loss stated, Losses.Lost lost, int writers, Duration late) {
    return switch (stated) {
      case Loss.None() -> lost.count() > 0;
      case Loss.AtMost(Duration time, String _) -> lost.oldest().compareTo(time.plus(late)) > 0;
      case Loss.AtMostCommits(long groups, String _) -> lost.count() > groups * writers;
      case Loss.Unbounded(String _) -> false;
      case Loss.NotApplicable(String _), Loss.Unknown(String _) -> true;
    };
  }
}
