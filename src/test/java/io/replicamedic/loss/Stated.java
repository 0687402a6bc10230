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
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.outside.DurabilityFacts;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the audit states of a server of ours, and whether what a crash cost lies inside it. */
final class Stated {
  private Stated() {}

  /** Of a server that nobody manages. */
  static Audit plain(MysqlServer server, Set<Role> roles) throws SQLException {
    Fact<RdsTraits> none = new Fact.Unknown<>("not an RDS database", Instant.now());
    return audit(EngineKind.PLAIN, server.version(), Asked.of(server), roles, none);
  }

  /** The same, were it an RDS instance with a standby that feeds these replicas: incident 2. */
  static Audit multiAz(MysqlServer server, List<String> replicas) throws SQLException {
    DurabilityFacts facts = Asked.of(server);
    Set<Role> roles = EnumSet.noneOf(Role.class);
    if (facts.connected().value().filter(it -> !it.isEmpty()).isPresent()) {
      roles.add(Role.SOURCE);
    }
    RdsTraits traits = new RdsTraits("available", true, 7, true, "", replicas, 1);
    return audit(
        EngineKind.RDS_INSTANCE,
        server.version(),
        facts,
        roles,
        new Fact.Known<>(traits, Instant.now()));
  }

  private static Audit audit(
      EngineKind engine,
      String version,
      DurabilityFacts facts,
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
                facts.variables(),
                new Fact.Known<>(List.of(), now),
                rds,
                facts.binlogRetentionHours()));
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
    // A replica is sent a transaction before it is synced, unless sync_binlog is 1.
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
