package io.replicamedic.outside;

import io.replicamedic.forensics.BinlogTransaction;
import io.replicamedic.forensics.LocalRows;
import io.replicamedic.forensics.RowImage;
import io.replicamedic.forensics.TableShape;
import io.replicamedic.replication.Act;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.RestorePoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One session straight to one registered database: autocommit, no pool, no reconnect. For one
 * thread. Every reading method throws {@link DatabaseUnreachable} when the session broke.
 */
public interface ReplicaSession extends LocalRows, AutoCloseable {

  /** CONNECTION_ID(), read when the session was opened. */
  long connectionId();

  /** GET_LOCK: true when this session now holds the named lock (name at most 64 characters). */
  boolean acquireLock(String name, Duration wait);

  /** IS_USED_LOCK: the connection id that holds the named lock. */
  OptionalLong lockHolder(String name);

  /** KILL of a session by its connection id. */
  KillAnswer kill(long connectionId);

  /** Whether the id is in the process list: a call is over only when it is not (law 10). */
  boolean alive(long connectionId);

  /** The process list entry that is that channel's receiver, if it can be told. */
  Receivers receiver(String channel);

  /** One reading of the channel ("" = default); empty when it is not configured. */
  Optional<ReplicationStatus> status(String channel);

  /** One reading of every channel that is configured. */
  List<ReplicationStatus> statuses();

  /** All channel names that are configured. */
  List<String> channels();

  /** Version, server_uuid, GTID sets. */
  ServerFacts facts();

  /**
   * The same for whoever reads again and again: GTID sets and read_only as they are now, all else
   * at most a minute old.
   */
  ServerFacts recentFacts();

  /**
   * What mysql.rds_history says was called in the last {@code back}, by whomever; oldest first,
   * times by our clock. Empty where there is no such table or it cannot be read.
   */
  Optional<List<Act>> recordedActs(Duration back);

  /**
   * What matters for durability; what the server refuses to tell, or no longer can, is unknown.
   *
   * @param variables names, lower case; one that the server does not have is left out
   */
  DurabilityFacts durability(Set<String> variables);

  /** The mysql.rds_* procedures of this server, with arities. */
  Procedures procedures();

  /** Everything that a reset of the channel would destroy. */
  RestorePoint restorePoint(String channel);

  /**
   * Calls a procedure on this very session and reads every result set.
   *
   * @param wait how long to wait for the answer; after it the call may go on in the server
   */
  CallResult call(ProcedureCall call, Duration wait);

  /**
   * Deletes rows in one transaction, each only if it still has exactly these values.
   *
   * @return Returned with one row {deleted: n} when all were deleted, Failed (nothing deleted) else
   */
  CallResult deleteRows(List<Row> rows, Duration wait);

  /** Why this account may not set variables for good; empty when it may. */
  Optional<String> refusalToPersist();

  /**
   * SET PERSIST of one variable, on this very session.
   *
   * @param variable lower case letters, digits and underscores
   * @param wait how long to wait for the answer
   */
  CallResult persist(String variable, String value, Duration wait);

  /** What this server's own binlog has under that GTID; empty when it is not there. */
  Optional<BinlogTransaction> binlogTransaction(String gtid);

  @Override
  void close();

  /** One local row with the table that it is in. */
  record Row(TableShape shape, RowImage image) {}
}
