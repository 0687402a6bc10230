package io.replicamedic.adapter.mysql;

import io.replicamedic.durability.Fact;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.DurabilityFacts;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads what matters for durability, a handful of statements; used by MysqlReplicaSession. Each is
 * answered or refused by itself: a missing grant takes nothing from the others.
 */
final class DurabilityReader {
  private static final String RETENTION =
      "SELECT value FROM mysql.rds_configuration WHERE name = 'binlog retention hours'";

  private final Session session;
  private final StatusReader statuses;
  private final ProcessList processes;
  private final Clock clock;

  DurabilityReader(Session session, StatusReader statuses, ProcessList processes, Clock clock) {
    this.session = session;
    this.statuses = statuses;
    this.processes = processes;
    this.clock = clock;
  }

  DurabilityFacts read(Set<String> variables) {
    return new DurabilityFacts(
        asked(() -> variables(variables)),
        asked(this::retention),
        asked(statuses::runningChannels),
        asked(processes::dumps));
  }

  /** By SHOW: selecting one that is not there is an error, and many have had two names. */
  private Map<String, String> variables(Set<String> names) {
    String list =
        names.stream()
            .sorted()
            .map(DurabilityReader::checked)
            .collect(Collectors.joining("', '", "'", "'"));
    Map<String, String> values = new TreeMap<>();
    session
        .query("SHOW GLOBAL VARIABLES WHERE Variable_name IN (" + list + ")")
        .forEach(
            row ->
                values.put(row.text("Variable_name").toLowerCase(Locale.ROOT), row.text("Value")));
    return values;
  }

  private static String checked(String name) {
    if (!name.matches("[a-z0-9_]+")) {
      throw new IllegalArgumentException("no name of a variable: " + name);
    }
    return name;
  }

  private Optional<Integer> retention() {
    List<ServerRow> rows = session.query(RETENTION);
    if (rows.isEmpty()) {
      throw session.unreadable(
          0, "mysql.rds_configuration has no 'binlog retention hours'", new SQLException("no row"));
    }
    String value = rows.getFirst().text("value");
    try {
      return value.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(value.strip()));
    } catch (NumberFormatException e) {
      throw session.unreadable(0, "binlog retention hours is '" + value + "'", e);
    }
  }

  private <T> Fact<T> asked(Supplier<T> question) {
    Instant at = clock.instant(); // before the question: never younger than what it tells
    try {
      return new Fact.Known<>(question.get(), at);
    } catch (DatabaseUnreachable e) {
      return new Fact.Unknown<>(String.valueOf(e.getMessage()), at);
    }
  }
}
