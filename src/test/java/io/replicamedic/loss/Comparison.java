package io.replicamedic.loss;

import io.replicamedic.durability.Audit;
import io.replicamedic.durability.Finding;
import io.replicamedic.durability.Role;
import io.replicamedic.lab.Advisor;
import io.replicamedic.lab.MysqlServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What pt-variable-advisor and our audit found on one server.
 *
 * @param theirs its findings by its rule
 * @param ours our findings that failed
 */
record Comparison(Map<String, Advisor.Advice> theirs, List<Finding> ours) {
  /** A server in which nearly all is wrong that can be. */
  static final Map<String, String> CARELESS =
      Map.of(
          "server_id", "1",
          "innodb_flush_log_at_trx_commit", "2",
          "sync_binlog", "0",
          "innodb_doublewrite", "OFF",
          "replica_skip_errors", "1062",
          "relay_log_space_limit", "1000000",
          "relay_log_recovery", "OFF");

  /** Its rules about durability, and which of ours says the same. */
  private static final Map<String, String> OUR_NAMES =
      Map.of(
          "innodb_flush_log_at_trx_commit-1", "flush-log-at-commit",
          "innodb_flush_log_at_trx_commit-2", "flush-log-at-commit",
          "sync_binlog", "sync-binlog",
          "log_bin", "binlog-on",
          "innodb_doublewrite", "doublewrite",
          "relay_log_space_limit", "relay-log-space",
          "slave_skip_errors", "skip-errors",
          "replica_skip_errors", "skip-errors");

  /** About tables that no crash leaves whole, whatever is set; ours are InnoDB's. */
  private static final Set<String> MYISAM =
      Set.of("delay_key_write", "key_buffer_size", "myisam_recover_options");

  /** From 8.0 binlog_expire_logs_seconds counts, and is 30 days by default. */
  private static final Set<String> FALSE_ALARMS = Set.of("expire_logs_days");

  static Comparison of(Advisor advisor, MysqlServer server) throws SQLException {
    Map<String, Advisor.Advice> theirs =
        advisor.of(server).stream()
            .collect(
                Collectors.toMap(
                    Advisor.Advice::rule, advice -> advice, (a, _) -> a, TreeMap::new));
    return new Comparison(theirs, failed(server));
  }

  private static List<Finding> failed(MysqlServer server) throws SQLException {
    // It knows no roles: it says what it says of sources and of replicas.
    Audit audit = Stated.plain(server, Set.of(Role.SOURCE, Role.REPLICA));
    return audit.findings().stream()
        .filter(finding -> finding.outcome() == Finding.Outcome.FAILED)
        .toList();
  }

  /** Its findings about durability that are not among ours. */
  List<String> notFoundByUs() {
    return theirs.keySet().stream()
        .filter(rule -> OUR_NAMES.containsKey(rule) && !isOurs(OUR_NAMES.get(rule)))
        .toList();
  }

  /** Our findings that it has not. */
  List<String> onlyOurs() {
    Set<String> both = theirs.keySet().stream().map(OUR_NAMES::get).collect(Collectors.toSet());
    return ours.stream().map(Finding::rule).filter(rule -> !both.contains(rule)).toList();
  }

  /** Its findings that are none on such a server. */
  List<String> falseAlarms() {
    return theirs.keySet().stream().filter(FALSE_ALARMS::contains).toList();
  }

  /** Those of our findings that look at the same variable. */
  List<Finding> sharedFalseAlarms() {
    return ours.stream()
        .filter(
            finding -> finding.read().stream().anyMatch(it -> falseAlarms().contains(it.name())))
        .toList();
  }

  /** A table for people: its rule, and which of ours says the same, or why none does. */
  String text() {
    StringBuilder text = new StringBuilder("| pt-variable-advisor | ours |\n|---|---|\n");
    theirs.forEach(
        (rule, advice) ->
            text.append("| %s %s | %s |%n".formatted(advice.severity(), rule, answer(rule))));
    for (String rule : onlyOurs()) {
      text.append("| - | %s |%n".formatted(rule));
    }
    return text.toString();
  }

  private String answer(String rule) {
    if (FALSE_ALARMS.contains(rule)) {
      return "false alarm";
    }
    if (MYISAM.contains(rule)) {
      return "MyISAM";
    }
    String name = OUR_NAMES.get(rule);
    if (name == null) {
      return "not about durability";
    }
    return isOurs(name) ? name : "NOT FOUND: " + name;
  }

  private boolean isOurs(String rule) {
    return ours.stream().anyMatch(finding -> finding.rule().equals(rule));
  }
}
