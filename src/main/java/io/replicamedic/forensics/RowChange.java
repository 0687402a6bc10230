package io.replicamedic.forensics;

import org.jspecify.annotations.Nullable;

/**
 * One row event of a transaction.
 *
 * @param before null for an insert
 * @param after null for a delete
 */
public record RowChange(
    String schema, String table, Kind kind, @Nullable RowImage before, @Nullable RowImage after) {

  /** Which row event it was. */
  public enum Kind {
    INSERT,
    UPDATE,
    DELETE
  }
}
