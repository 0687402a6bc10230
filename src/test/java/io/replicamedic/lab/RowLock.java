package io.replicamedic.lab;

import java.sql.SQLException;

/** A row of the replica held by somebody's open transaction; made by {@link Trouble}. */
public final class RowLock implements AutoCloseable {
  private final Session holder;
  private final String gtid;

  RowLock(Session holder, String gtid) {
    this.holder = holder;
    this.gtid = gtid;
  }

  /** The source's transaction that waits for the row. */
  public String waitingGtid() {
    return gtid;
  }

  /** Ends the transaction that holds the row. */
  public void release() throws SQLException {
    if (!holder.connection().isClosed()) {
      holder.run("ROLLBACK");
      holder.close();
    }
  }

  @Override
  public void close() throws SQLException {
    release();
  }
}
