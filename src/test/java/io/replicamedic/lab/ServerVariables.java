package io.replicamedic.lab;

import java.sql.SQLException;

/** Where RDS's agent brings a parameter into force: the server of an instance in the lab. */
@FunctionalInterface
public interface ServerVariables {
  /** SET GLOBAL; what the server refuses has failed to apply. */
  void set(String variable, String value) throws SQLException;

  /** Those of a real server. */
  static ServerVariables of(MysqlServer server) {
    return (variable, value) -> {
      String literal = value.matches("-?\\d+") ? value : "'" + value + "'";
      try (Session root = server.session()) {
        root.run("SET GLOBAL " + variable + " = " + literal);
      }
    };
  }
}
