package io.replicamedic.forensics;

import java.util.List;

/** Reads tables of the replica for a comparison; answered by a session, asked by RowComparison. */
public interface LocalRows {
  /**
   * The table's shape as the replica has it.
   *
   * @throws java.util.NoSuchElementException when the replica has no such table
   */
  TableShape shape(String schema, String table);

  /**
   * Rows whose {@code columns} hold the values that {@code like} has for them, compared as the
   * server's own index would (collations included).
   */
  List<RowImage> rows(TableShape shape, List<String> columns, RowImage like);
}
