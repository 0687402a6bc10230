package io.replicamedic.lab;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Content of every user table but the neighbour's of a server, as a checksum and a number of rows;
 * called by Lab.
 */
record TableDigests(Map<String, String> byTable) {

  static TableDigests of(Session session) throws SQLException {
    Map<String, String> digests = new TreeMap<>();
    List<Map<String, String>> tables =
        session.rows(
            """
            SELECT CONCAT('`', table_schema, '`.`', table_name, '`') AS name
            FROM information_schema.tables
            WHERE table_type = 'BASE TABLE'
              AND table_schema NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema',
                'side')
            """);
    for (Map<String, String> table : tables) {
      String name = table.values().iterator().next();
      String checksum =
          session
              .rows("CHECKSUM TABLE " + name + " EXTENDED")
              .getFirst()
              .getOrDefault("Checksum", "");
      String rows = session.value("SELECT COUNT(*) FROM " + name);
      digests.put(name, checksum + " over " + rows + " rows");
    }
    return new TableDigests(digests);
  }

  List<String> differencesTo(TableDigests other) {
    TreeSet<String> names = new TreeSet<>(byTable.keySet());
    names.addAll(other.byTable.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String here = byTable.getOrDefault(name, "missing");
      String there = other.byTable.getOrDefault(name, "missing");
      if (!here.equals(there)) {
        differences.add(name + ": source " + here + ", replica " + there);
      }
    }
    return differences;
  }
}
