package io.replicamedic.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;

/**
 * An SQL file of the lab: statements separated by lines of two slashes, with {@code ${name}} to
 * fill in; called when a lab opens.
 */
final class SqlScript {
  private final String name;
  private final String text;

  private SqlScript(String name, String text) {
    this.name = name;
    this.text = text;
  }

  static SqlScript named(String name) {
    try (InputStream file = SqlScript.class.getResourceAsStream("/lab/" + name)) {
      if (file == null) {
        throw new IllegalArgumentException("no file /lab/" + name + " on the class path");
      }
      return new SqlScript(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void run(Session session, Map<String, String> values) throws SQLException {
    String filled = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("${" + value.getKey() + "}", value.getValue());
    }
    if (filled.contains("${")) {
      throw new IllegalArgumentException(name + " wants a value that was not given");
    }
    for (String statement : filled.split("\n//\n", -1)) {
      session.run(statement);
    }
  }
}
