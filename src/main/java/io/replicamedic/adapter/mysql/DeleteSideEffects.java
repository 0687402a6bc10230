package io.replicamedic.adapter.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a DELETE of one row would also do: foreign keys of other tables, triggers. What this account
 * may not see is itself reported, since an empty answer permits a plain DELETE.
 */
final class DeleteSideEffects {
  private final Session session;

  DeleteSideEffects(Session session) {
    this.session = session;
  }

  List<String> of(String schema, String table) {
    List<String> effects = new ArrayList<>(foreignKeys(schema, table));
    effects.addAll(hiddenForeignKeys(schema, table));
    effects.addAll(triggers(schema, table));
    return List.copyOf(effects);
  }

  private List<String> foreignKeys(String schema, String table) {
    return session.read(
        "SELECT CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, DELETE_RULE"
            + " FROM information_schema.REFERENTIAL_CONSTRAINTS"
            + " WHERE UNIQUE_CONSTRAINT_SCHEMA = ? AND REFERENCED_TABLE_NAME = ?",
        row ->
            "foreign key "
                + row.getString(3)
                + " of "
                + row.getString(1)
                + "."
                + row.getString(2)
                + ": ON DELETE "
                + row.getString(4),
        schema,
        table);
  }

  // The view above shows only tables that this account may see; InnoDB's own list shows all.
  private List<String> hiddenForeignKeys(String schema, String table) {
    try {
      return session.tryRead(
          "SELECT ID FROM information_schema.INNODB_FOREIGN WHERE REF_NAME = '"
              + schema.replace("'", "''")
              + "/"
              + table.replace("'", "''")
              + "'",
          row -> "foreign key " + row.getString(1));
    } catch (SQLException noSuchViewBefore8) {
      return List.of();
    }
  }

  private List<String> triggers(String schema, String table) {
    List<String> seen =
        session.read(
            "SELECT TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = ?"
                + " AND EVENT_OBJECT_TABLE = ? AND EVENT_MANIPULATION = 'DELETE'",
            row -> "delete trigger " + row.getString(1),
            schema,
            table);
    return seen.isEmpty() && !maySeeTriggers()
        ? List.of("delete triggers, if any: this account may not see them")
        : seen;
  }

  /**
   * The list of triggers does not refuse: without the privilege it is silently empty. Privileges
   * that come by a role are listed only when the role is named.
   */
  private boolean maySeeTriggers() {
    return grants().stream()
        .anyMatch(grant -> grant.contains("TRIGGER") || grant.contains("ALL PRIVILEGES"));
  }

  private List<String> grants() {
    try {
      String roles = session.tryRead("SELECT CURRENT_ROLE()", DeleteSideEffects::text).getFirst();
      String using = roles.equals("NONE") ? "" : " FOR CURRENT_USER() USING " + roles;
      return session.tryRead("SHOW GRANTS" + using, DeleteSideEffects::text);
    } catch (SQLException noRolesBefore8) {
      return session.read("SHOW GRANTS", DeleteSideEffects::text);
    }
  }

  private static String text(ResultSet row) throws SQLException {
    return Objects.requireNonNullElse(row.getString(1), "");
  }
}
