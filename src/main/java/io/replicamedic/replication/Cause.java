package io.replicamedic.replication;

/** Why a receiver does not get what it needs, where the error says so; a stable word for bots. */
public enum Cause {
  /** Nothing answers at the source's address, or the connection is lost (2003, 2013, …). */
  UNREACHABLE,
  /** The source's name has no address (2005). */
  NAME,
  /** The source refuses the replication account or this host (1045, 1130, …). */
  ACCESS_DENIED,
  /** TLS is needed and not there, or cannot be agreed on (2026, 2061, 3159). */
  TLS,
  /** The source has no connection left, at all or for this account (1040, 1203, 1226). */
  TOO_MANY_CONNECTIONS,
  /** The first attempt hangs: there is no error yet. */
  NO_ANSWER_YET,
  /** The source has purged the binlogs needed (1236). */
  PURGED,
  /** The source knows fewer transactions than this replica: it lost its binlog's tail (1236). */
  MORE_GTIDS,
  /** The source has no such position in that binlog (1236). */
  IMPOSSIBLE_POSITION,
  /** Both servers have the same server_id or server_uuid (1593, 13117). */
  SAME_SERVER_ID,
  /** Another error. */
  OTHER
}
