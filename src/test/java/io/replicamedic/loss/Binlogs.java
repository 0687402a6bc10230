package io.replicamedic.loss;

import com.github.shyiko.mysql.binlog.BinaryLogFileReader;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads which rows a server's binary log files insert; from its files, as a crash left them. */
final class Binlogs {
  private Binlogs() {}

  /** The file that is written now. */
  static String current(Session root) throws SQLException {
    return names(root).getLast();
  }

  /** The first column of what they insert, from that file on. */
  static Set<Long> inserted(MysqlServer server, String from) throws SQLException, IOException {
    Set<Long> ids = new HashSet<>();
    try (Session root = server.session()) {
      for (String name : names(root)) {
        if (name.compareTo(from) >= 0) {
          read(server.folder().resolve("data").resolve(name), ids);
        }
      }
    }
    return ids;
  }

  private static void read(Path file, Set<Long> ids) throws IOException {
    BinaryLogFileReader reader = new BinaryLogFileReader(file.toFile());
    try {
      for (Event event = reader.readEvent(); event != null; event = reader.readEvent()) {
        if (event.getData() instanceof WriteRowsEventData insert) {
          for (Serializable[] row : insert.getRows()) {
            ids.add(((Number) row[0]).longValue());
          }
        }
      }
    } finally {
      reader.close();
    }
  }

  private static List<String> names(Session root) throws SQLException {
    return root.rows("SHOW BINARY LOGS").stream()
        .map((Map<String, String> row) -> row.getOrDefault("Log_name", ""))
        .toList();
  }
}
