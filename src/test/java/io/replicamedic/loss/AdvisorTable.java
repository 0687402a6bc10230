package io.replicamedic.loss;

import io.replicamedic.lab.Advisor;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Release;
import java.util.Map;

/**
 * Prints what pt-variable-advisor and our audit find on the same servers; {@code bench/advisor}.
 * Ends with 1 when it finds something about durability that we do not, or we share a false alarm.
 */
final class AdvisorTable {
  private AdvisorTable() {}

  public static void main(String[] args) throws Exception {
    Advisor advisor = Advisor.find();
    System.out.println(advisor.version());
    boolean good = true;
    try (MysqlServer server = MysqlServer.start(Comparison.CARELESS)) {
      good &= said("careless", server, Comparison.of(advisor, server));
    }
    try (MysqlServer server = MysqlServer.start(Map.of("server_id", "1"))) {
      good &= said("as installed", server, Comparison.of(advisor, server));
    }
    try (MysqlServer server = MysqlServer.start(Release.MYSQL_8_0_15, Map.of("server_id", "1"))) {
      good &= said("as installed", server, Comparison.of(advisor, server));
    }
    System.exit(good ? 0 : 1);
  }

  private static boolean said(String kind, MysqlServer server, Comparison comparison) {
    System.out.printf("%nMySQL %s, %s%n%n%s", server.version(), kind, comparison.text());
    return comparison.notFoundByUs().isEmpty() && comparison.sharedFalseAlarms().isEmpty();
  }
}
