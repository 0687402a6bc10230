package io.replicamedic.outside;

import io.replicamedic.forensics.BinlogTransaction;
import io.replicamedic.forensics.LocalRows;
import java.util.Optional;

/**
 * A session to the source with the very replication account and transport that replication will
 * use; what it proves is that the database could log in too. Throws {@link DatabaseUnreachable}.
 */
public interface SourceSession extends AutoCloseable {
  /** Version, server_uuid, GTID sets. */
  ServerFacts facts();

  /** Authentication plugin of the account we are logged in with (SHOW CREATE USER). */
  String authenticationPlugin();

  /**
   * What the source's binlog has under that GTID; row images named by {@code names}, since the
   * replication account sees no table metadata. Empty when the binlog no longer has it.
   */
  Optional<BinlogTransaction> binlogTransaction(String gtid, LocalRows names);

  @Override
  void close();
}
