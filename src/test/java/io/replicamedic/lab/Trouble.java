package io.replicamedic.lab;

import java.sql.SQLException;
import java.util.List;

/**
 * Brings a lab into the states of the incidents. Each verb returns only when the state has been
 * read from the replica; they can be combined ({@code ghost()}, then {@code sourceDown()}).
 */
public final class Trouble {
  private final Lab lab;
  private final Replica replica;
  private final Conflicts conflicts;
  private final String channel;

  Trouble(Lab lab, Replica replica) {
    this.lab = lab;
    this.replica = replica;
    this.conflicts = new Conflicts(lab, replica);
    this.channel = lab.settings().channels().forOwn();
  }

  /**
   * The ghost of incident 1: the receiver is Connecting to an address that has fallen silent, the
   * applier is stopped by a duplicate key whose row is identical on both sides.
   */
  public Conflict ghost() throws SQLException {
    Conflict conflict = ghostConnected();
    silence();
    return conflict;
  }

  /** Like {@link #ghost()}, with the receiver connected: {@code Yes}. */
  public Conflict ghostConnected() throws SQLException {
    return conflicts.identical(1);
  }

  /** Like {@link #ghost()}, but the replica's own row differs from the source's. */
  public Conflict ghostConflict() throws SQLException {
    Conflict conflict = conflicts.differing();
    silence();
    return conflict;
  }

  /**
   * Like {@link #ghost()}, but the failing transaction has three row events; the replica has the
   * second row, identical, and lacks the other two.
   */
  public Conflict ghostMultiRow() throws SQLException {
    Conflict conflict = conflicts.oneRowOfThree();
    silence();
    return conflict;
  }

  /** A ghost with {@code count} failing transactions, one behind the other. */
  public Conflict severalConflicts(int count) throws SQLException {
    Conflict conflict = conflicts.identical(count);
    silence();
    return conflict;
  }

  /** A ghost whose stray row has another primary key and the same unique secondary key. */
  public Conflict secondaryKeyConflict() throws SQLException {
    Conflict conflict = conflicts.secondaryKey();
    silence();
    return conflict;
  }

  /** The receiver is Connecting to the silent address; the applier is healthy. */
  public void receiverOnlyStuck() {
    lab.gateway().oldAddress().silence();
    lab.gateway().oldAddress().drop();
    replica.awaitThreads("Connecting", "Yes");
  }

  /**
   * A row lock holds the applier, so that a stop waits for it; the receiver is Connecting to the
   * silent address.
   */
  public RowLock blockedStop() throws SQLException {
    RowLock lock = blockApplier();
    receiverOnlyStuck();
    return lock;
  }

  /** Both threads run, and the applier is behind because a row lock holds it. */
  public RowLock lagging() throws SQLException {
    RowLock lock = blockApplier();
    replica.awaitStatus(
        "running and behind",
        s ->
            "Yes".equals(s.get("Replica_IO_Running"))
                && "Yes".equals(s.get("Replica_SQL_Running"))
                && !List.of("0", "NULL").contains(s.getOrDefault("Seconds_Behind_Source", "0")));
    return lock;
  }

  /** The applier holds back on purpose, by SOURCE_DELAY. */
  public void delayed(int seconds) throws SQLException {
    try (Session root = lab.replica().session()) {
      root.run(
          "STOP REPLICA SQL_THREAD" + channel,
          "CHANGE REPLICATION SOURCE TO SOURCE_DELAY = " + seconds + channel,
          "START REPLICA SQL_THREAD" + channel);
    }
    replica.awaitStatus(
        "delayed and running",
        s ->
            Integer.toString(seconds).equals(s.get("SQL_Delay"))
                && "Yes".equals(s.get("Replica_SQL_Running")));
  }

  /**
   * Only the replica reaches the source: whoever else connects, under either address, is accepted
   * and hears nothing.
   */
  public void sourceUnreadable() {
    lab.gateway().newAddress().admitOnly(lab.replica());
    lab.gateway().newAddress().drop();
    if (lab.gateway().oldAddress().mode() == Door.Mode.FORWARD) {
      lab.gateway().oldAddress().admitOnly(lab.replica());
    }
  }

  /** The source refuses connections under both addresses. */
  public void sourceDown() {
    lab.gateway().oldAddress().refuse();
    lab.gateway().newAddress().refuse();
    lab.gateway().oldAddress().drop();
    lab.gateway().newAddress().drop();
    replica.awaitStatus(
        "receiver refused",
        s ->
            "Connecting".equals(s.get("Replica_IO_Running"))
                && "2003".equals(s.get("Last_IO_Errno")));
  }

  /** A ghost whose source has purged binary logs that the replica still needs. */
  public Conflict sourcePurged() throws SQLException {
    Conflict conflict = ghost();
    try (Session source = lab.source().session()) {
      Await.until(
          "the source has purged " + conflict.gtid(),
          Lab.DEADLINE,
          () -> {
            source.run("FLUSH BINARY LOGS");
            source.run("PURGE BINARY LOGS TO '" + lastBinaryLog(source) + "'");
            return lab.contains(source.value("SELECT @@GLOBAL.gtid_purged"), conflict.gtid());
          });
    }
    return conflict;
  }

  /**
   * A ghost whose source has lost its binary log's tail and the rows with it: the replica has
   * executed transactions of this source that the source does not know. The writer is paused, so
   * that the source does not use those numbers again.
   */
  public Conflict tailLost() throws SQLException {
    Await.until("twenty commits", Lab.DEADLINE, () -> lab.writer().acknowledged() >= 20);
    Conflict conflict = ghost();
    lab.writer().pause();
    try (Session source = lab.source().session();
        Session executed = lab.replica().session()) {
      String uuid = source.value("SELECT @@server_uuid");
      long last = Long.parseLong(conflict.gtid().substring(uuid.length() + 1)) - 1;
      source.run(
          "SET sql_log_bin = 0",
          lab.resetBinaryLogs(),
          "SET GLOBAL gtid_purged = '" + uuid + ":1-" + (last - 5) + "'",
          "DELETE FROM shop.parcel WHERE id < 1000",
          "DELETE FROM shop.parcel ORDER BY id DESC LIMIT 3");
      if (!lab.contains(executed.value("SELECT @@GLOBAL.gtid_executed"), uuid + ":" + last)) {
        throw new AssertionError("the replica has not executed " + uuid + ":" + last);
      }
    }
    return conflict;
  }

  /** After {@link #tailLost()} the source has written on, past what it lost: GTIDs used twice. */
  public Conflict tailOverwritten() throws SQLException {
    Conflict conflict = tailLost();
    lab.writer().resume();
    try (Session source = lab.source().session()) {
      Await.until(
          "the source has used " + conflict.gtid() + " again",
          Lab.DEADLINE,
          () -> lab.contains(source.value("SELECT @@GLOBAL.gtid_executed"), conflict.gtid()));
    }
    return conflict;
  }

  /** Somebody repairs it by hand: stray rows gone, the old address answers, threads started. */
  public void heal() throws SQLException {
    try (Session root = lab.replica().session()) {
      root.run("SET sql_log_bin = 0", "STOP REPLICA SQL_THREAD" + channel);
      conflicts.repair(root);
      lab.gateway().oldAddress().forward();
      lab.gateway().newAddress().forward();
      lab.gateway().oldAddress().drop();
      root.run("START REPLICA" + channel);
    }
    replica.awaitThreads("Yes", "Yes");
  }

  private void silence() {
    lab.gateway().oldAddress().silence();
    lab.gateway().oldAddress().drop();
    replica.awaitThreads("Connecting", "No");
  }

  private RowLock blockApplier() throws SQLException {
    long id = conflicts.nextId();
    lab.awaitExecuted(conflicts.commitOnSource(new Parcel(id, "locked").insert()));
    Session holder = lab.adminSession();
    holder.run("START TRANSACTION", "SELECT id FROM shop.parcel WHERE id = " + id + " FOR UPDATE");
    String gtid =
        conflicts.commitOnSource("UPDATE shop.parcel SET label = 'waited for' WHERE id = " + id);
    replica.awaitApplying(gtid);
    return new RowLock(holder, gtid);
  }

  private static String lastBinaryLog(Session source) throws SQLException {
    return source.rows("SHOW BINARY LOGS").getLast().getOrDefault("Log_name", "");
  }
}
