package io.replicamedic.fleet;

import io.replicamedic.durability.ParameterGroup.Scope;
import io.replicamedic.durability.RdsTraits;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.ParameterGroups.Use;
import io.replicamedic.outside.RdsDatabase;
import io.replicamedic.outside.RdsEvent;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RdsSurvey;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** An RDS API that says what a test wants; shaped as the contract tests saw it. */
public final class ScriptedSurvey implements RdsSurvey {
  private final List<RdsDatabase> databases = new CopyOnWriteArrayList<>();
  private final List<RdsEvent> events = new CopyOnWriteArrayList<>();
  private final List<Instant> askedFrom = new ArrayList<>();
  private volatile String code = "";
  private volatile String databasesCode = "";

  /** A lone instance, a replica if it has a source. */
  public static RdsDatabase instance(String id, String source, String state, Instant readAt) {
    return database(
        id,
        "",
        source.isEmpty() ? ReplicationKind.EXTERNAL_BINLOG : ReplicationKind.RDS_MANAGED,
        RdsFacts.Role.INSTANCE,
        source,
        state,
        readAt);
  }

  /** A cluster's member. */
  public static RdsDatabase member(String id, String cluster, RdsFacts.Role role, Instant readAt) {
    ReplicationKind kind =
        role == RdsFacts.Role.READER
            ? ReplicationKind.AURORA_STORAGE
            : ReplicationKind.EXTERNAL_BINLOG;
    return database(id, cluster, kind, role, "", "", readAt);
  }

  private static RdsDatabase database(
      String id,
      String cluster,
      ReplicationKind kind,
      RdsFacts.Role role,
      String source,
      String state,
      Instant readAt) {
    return new RdsDatabase(
        new RdsFacts(
            id,
            cluster,
            cluster.isEmpty() ? "mysql" : "aurora-mysql",
            "8.0.41",
            "available",
            kind,
            role,
            false,
            List.of(),
            "vpc-1",
            Set.of(),
            source,
            state.isEmpty() ? List.of() : List.of("read replication: " + state),
            readAt),
        Optional.of(new Endpoint(id + ".rds.example.net", 3306)),
        cluster.isEmpty()
            ? Optional.empty()
            : Optional.of(new Endpoint(cluster + ".cluster.example.net", 3306)),
        Map.of("replica-medic", "yes"),
        List.of(),
        List.of("of-" + id + " in-sync"),
        List.of(new Use("of-" + id, Scope.INSTANCE, "in-sync")),
        Optional.of(new RdsTraits("available", false, 7, true, source, List.of(), 1)));
  }

  /** From now on it tells these. */
  public void tell(RdsDatabase... all) {
    code = "";
    databasesCode = "";
    databases.clear();
    databases.addAll(List.of(all));
  }

  void happened(RdsEvent event) {
    events.add(event);
  }

  /** From now on it answers with that error only. */
  public void fail(String error) {
    code = error;
  }

  /** Only what is asked about databases is answered so; events are told. */
  void failDatabases(String error) {
    databasesCode = error;
  }

  List<Instant> askedFrom() {
    return askedFrom;
  }

  @Override
  public List<RdsDatabase> databases() {
    answer("rds:DescribeDBInstances", code.isEmpty() ? databasesCode : code);
    return List.copyOf(databases);
  }

  @Override
  public List<RdsEvent> events(Instant from) {
    answer("rds:DescribeEvents", code);
    askedFrom.add(from);
    return events.stream().filter(it -> !it.at().isBefore(from)).toList();
  }

  private static void answer(String action, String error) {
    if (!error.isEmpty()) {
      throw new CloudUnreadable(action, error, "no answer", new IllegalStateException());
    }
  }
}
