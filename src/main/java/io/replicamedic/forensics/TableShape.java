package io.replicamedic.forensics;

import java.util.List;
import java.util.Map;

/**
 * What must be known of a table before its rows can be compared or deleted, read on the replica.
 *
 * @param columns in ordinal order, as the binlog numbers them
 * @param primaryKey column names in key order; empty when the table has none
 * @param uniqueKeys index name → column names, without the primary key; no columns = its duplicates
 *     cannot be looked up by whole values (an expression, the first characters of a column)
 * @param deleteSideEffects what a DELETE of one row would also do: foreign keys that reference this
 *     table, delete triggers; empty = a plain DELETE touches that row only
 */
public record TableShape(
    String schema,
    String table,
    List<Column> columns,
    List<String> primaryKey,
    Map<String, List<String>> uniqueKeys,
    List<String> deleteSideEffects) {

  /** Schema-qualified name for people. */
  public String name() {
    return schema + "." + table;
  }
}
