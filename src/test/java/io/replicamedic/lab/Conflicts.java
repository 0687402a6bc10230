package io.replicamedic.lab;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Stops the applier with rows that the replica has before the source brings them; called by {@link
 * Trouble}. Uses the ids that the writer leaves alone.
 */
final class Conflicts {
  private final Lab lab;
  private final Replica replica;
  private final List<String> repairs = new ArrayList<>();
  private long nextId = 1;

  Conflicts(Lab lab, Replica replica) {
    this.lab = lab;
    this.replica = replica;
  }

  long nextId() {
    return nextId++;
  }

  /** So many transactions of one row each, every row on the replica already, just as it is. */
  Conflict identical(int count) throws SQLException {
    List<Long> ids = LongStream.range(0, count).map(i -> nextId()).boxed().toList();
    List<String> inserts = ids.stream().map(id -> new Parcel(id, "twice").insert()).toList();
    return stopApplier(inserts, inserts.stream().map(List::of).toList(), ids);
  }

  Conflict differing() throws SQLException {
    long id = nextId();
    return stopApplier(
        List.of(new Parcel(id, "written on the replica").insert()),
        List.of(List.of(new Parcel(id, "written on the source").insert())),
        List.of(id));
  }

  /** A transaction of three rows, the second of which the replica has, just as it is. */
  Conflict oneRowOfThree() throws SQLException {
    List<Long> ids = List.of(nextId(), nextId(), nextId());
    List<String> inserts = ids.stream().map(id -> new Parcel(id, "many").insert()).toList();
    return stopApplier(List.of(inserts.get(1)), List.of(inserts), List.of(ids.get(1)));
  }

  /** The replica's row has another primary key and the same e-mail address. */
  Conflict secondaryKey() throws SQLException {
    long here = nextId();
    long there = nextId();
    String insert = "INSERT INTO shop.customer VALUES (%d, 'dup-%d@shop.example', 'Größe', 12.30)";
    onReplica(insert.formatted(there, here));
    repairs.add("DELETE FROM shop.customer WHERE id = " + there);
    String gtid = commitOnSource(insert.formatted(here, here));
    awaitStopped(gtid);
    return new Conflict(List.of(gtid), "shop.customer", List.of(there));
  }

  /** Takes the stray rows away again. */
  void repair(Session replicaRoot) throws SQLException {
    replicaRoot.run(repairs.toArray(String[]::new));
    repairs.clear();
  }

  /** Writes the stray rows as an application on the replica would, then the source's. */
  private Conflict stopApplier(
      List<String> strays, List<List<String>> transactions, List<Long> strayIds)
      throws SQLException {
    onReplica(strays.toArray(String[]::new));
    strayIds.forEach(id -> repairs.add(Parcel.delete(id)));
    List<String> gtids = new ArrayList<>();
    for (List<String> transaction : transactions) {
      gtids.add(commitOnSource(transaction.toArray(String[]::new)));
    }
    awaitStopped(gtids.getLast());
    return new Conflict(gtids, Parcel.TABLE, strayIds);
  }

  private void awaitStopped(String lastGtid) throws SQLException {
    replica.awaitDuplicateKey();
    replica.awaitThreads("Yes", "No");
    lab.awaitRetrieved(lastGtid);
  }

  /** Commits one transaction on the source and says its GTID. */
  String commitOnSource(String... statements) throws SQLException {
    lab.writer().pause();
    try (Session app = lab.appSession();
        Session root = lab.source().session()) {
      String before = root.value("SELECT @@GLOBAL.gtid_executed");
      app.run("START TRANSACTION");
      app.run(statements);
      app.run("COMMIT");
      return root.value("SELECT GTID_SUBTRACT(@@GLOBAL.gtid_executed, '" + before + "')");
    } finally {
      lab.writer().resume();
    }
  }

  private void onReplica(String... statements) throws SQLException {
    switch (lab.settings().strays()) {
      case LOGGED -> {
        try (Session admin = lab.adminSession()) {
          admin.run(statements);
        }
      }
      case UNLOGGED -> {
        try (Session root = lab.replica().session()) {
          root.run("SET sql_log_bin = 0");
          root.run(statements);
        }
      }
    }
  }
}
