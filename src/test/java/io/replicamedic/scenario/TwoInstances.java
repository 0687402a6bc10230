package io.replicamedic.scenario;

import io.replicamedic.lab.Await;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * An incident with two instances on one MySQL store: A, a process of its own that is held at a
 * chosen place and frozen there (SIGSTOP), and B, started afterwards, which takes over.
 */
final class TwoInstances implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MysqlServer store;
  private final Incident incident;
  private final ServiceProcess a;
  private final String hold;

  private TwoInstances(MysqlServer store, Incident incident, ServiceProcess a, String hold) {
    this.store = store;
    this.incident = incident;
    this.a = a;
    this.hold = hold;
  }

  /**
   * A lab in the scenario's state, and A, which will stand still at that place; empty = nowhere.
   */
  static TwoInstances open(Scenario scenario, String hold) throws Exception {
    MysqlServer store =
        MysqlServer.start(Map.of("sync_binlog", "1", "innodb_flush_log_at_trx_commit", "1"));
    try {
      Map<String, String> service = new HashMap<>(scenario.service());
      service.putAll(shared(store));
      Incident incident =
          new Incident(
              scenario.configured(service), settings -> HoldingService.start(settings, hold));
      return new TwoInstances(store, incident, (ServiceProcess) incident.service(), hold);
    } catch (Exception | AssertionError e) {
      store.close();
      throw e;
    }
  }

  // A dead or frozen instance is noticed after 4 heartbeats: two seconds here.
  private static Map<String, String> shared(MysqlServer store) throws SQLException {
    String password = "store-S3cret-of-the-test";
    try (Session root = store.session()) {
      root.run(
          "CREATE DATABASE medic",
          "CREATE USER medic@'%' IDENTIFIED BY '" + password + "'",
          "GRANT ALL ON medic.* TO medic@'%'");
    }
    return Map.of(
        "spring.datasource.url",
            "jdbc:mysql://127.0.0.1:" + store.port() + "/medic?sslMode=REQUIRED",
        "spring.datasource.username", "medic",
        "spring.datasource.password", password,
        "db-scheduler.heartbeat-interval", "500ms",
        "db-scheduler.polling-interval", "200ms",
        "replica-medic.workflow.sweep", "1s",
        "replica-medic.network.sentinel", "1s");
  }

  Incident incident() {
    return incident;
  }

  /** Freezes A where it is held. */
  void freezeAWhenHeld() {
    a.awaitLogged(HoldingService.held(hold));
    a.freeze();
  }

  /** kill -9 where it is held: it never comes back. */
  void killAWhenHeld() {
    a.awaitLogged(HoldingService.held(hold));
    a.kill9();
  }

  /** Freezes A wherever it is. */
  void freezeA() {
    a.freeze();
  }

  /** Starts B on the same store, in this process; it takes over what A no longer carries on. */
  void startB() throws Exception {
    startB(ServiceHere::new);
  }

  /** Starts B on the same store, and waits until it has taken over. */
  void startB(Incident.Starter starter) throws Exception {
    incident.restart(starter);
    Await.until(
        () -> "B has taken over; A logged\n" + a.logged(),
        PATIENCE,
        () ->
            incident.journal().stream()
                .anyMatch(row -> row.path("kind").asString().equals("TAKEN_OVER")));
  }

  /**
   * A wakes, goes on from where it stood, and is then ended in good order: it has done its worst.
   */
  void thawA() {
    a.thaw();
    a.release();
    a.awaitLogged(HoldingService.done(hold));
    a.close();
  }

  /** A wakes wherever it stood, and is then ended in good order. */
  void thawAAnywhere() {
    a.thaw();
    a.close();
  }

  @Override
  public void close() throws Exception {
    try {
      a.kill9();
      incident.close();
    } finally {
      store.close();
    }
  }
}
