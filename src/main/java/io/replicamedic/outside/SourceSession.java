package io.replicamedic.outside;

import io.replicamedic.forensics.BinlogPlace;
import io.replicamedic.forensics.BinlogTransaction;
import io.replicamedic.forensics.LocalRows;
import io.replicamedic.replication.BinlogPosition;
import java.util.List;
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

  /** Its binary log's files, oldest first. */
  List<BinlogFile> binlogs();

  /** Where its binary log ends now. */
  BinlogPosition position();

  /**
   * The transactions that lie between two places of its binary log, where each of them is; oldest
   * first. Throws {@link DatabaseUnreachable} with 1236 when {@code from} is no place between two
   * events, or is purged; and when it takes too long.
   *
   * @param until the one with an event that ends there is the last
   * @param most of several, only the last so many
   */
  List<BinlogPlace> transactions(BinlogPosition from, BinlogPosition until, int most);

  /**
   * The transaction that begins there, without a GTID or with one; empty when there is none (yet).
   *
   * @param names as for the one by GTID
   */
  Optional<BinlogTransaction> transactionAt(BinlogPosition start, LocalRows names);

  @Override
  void close();
}
