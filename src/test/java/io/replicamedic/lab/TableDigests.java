package io.replicamedic.lab;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Content of every user table but the neighbour's of a server, as a checksum and a number of rows;
 * called by Lab. Not by CHECKSUM TABLE: on 5.7.22 it differs between two tables that have the same
 * rows, once one was filled by an applier (seen with a JSON column).
 */
record TableDigests(Map<String, String> byTable) {

  static TableDigests of(Session session) throws SQLException {
    Map<String, String> digests = new TreeMap<>();
    // Old servers cut GROUP_CONCAT at 1,024 characters.
    session.run("SET SESSION group_concat_max_len = 1000000");
    List<Map<String, String>> tables =
        session.rows(
            """
            SELECT CONCAT('`', c.table_schema, '`.`', c.table_name, '`') AS name,
              GROUP_CONCAT('COALESCE(HEX(CAST(`', c.column_name, '` AS BINARY)), "NULL")'
                ORDER BY c.ordinal_position) AS cells
            FROM information_schema.columns c
            JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE t.table_type = 'BASE TABLE'
              AND c.table_schema NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema',
                'side')
            GROUP BY c.table_schema, c.table_name
            """);
    for (Map<String, String> table : tables) {
      Map<String, String> digest =
          session
              .rows(
                  "SELECT COALESCE(BIT_XOR(CONV(LEFT(SHA2(CONCAT_WS(',', "
                      + table.get("cells")
                      + "), 256), 15), 16, 10)), 0) AS checksum, COUNT(*) AS total FROM "
                      + table.get("name"))
              .getFirst();
      digests.put(
          table.getOrDefault("name", ""),
          digest.get("checksum") + " over " + digest.get("total") + " rows");
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
