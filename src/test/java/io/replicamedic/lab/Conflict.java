package io.replicamedic.lab;

import java.util.List;

/**
 * Rows that a source transaction brings and the replica already has, or has otherwise; made by
 * {@link Trouble}.
 *
 * @param gtids the source's transactions that fail on it, first to last
 * @param table schema and table
 * @param strayIds primary keys of the rows that the replica had before
 */
public record Conflict(List<String> gtids, String table, List<Long> strayIds) {
  public Conflict {
    gtids = List.copyOf(gtids);
    strayIds = List.copyOf(strayIds);
  }

  /** The transaction that the applier stopped at. */
  public String gtid() {
    return gtids.getFirst();
  }
}
