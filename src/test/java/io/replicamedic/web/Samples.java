package io.replicamedic.web;

import io.replicamedic.fleet.ConfigurationProblem;
import io.replicamedic.fleet.Misconfigured;
import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.ServerFacts;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.ChannelDetail;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.GtidSet;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.replication.WorkerError;
import io.replicamedic.workflow.Ending;
import io.replicamedic.workflow.Memory;
import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.Plan;
import io.replicamedic.workflow.Progress;
import io.replicamedic.workflow.Question;
import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.WorkflowState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Things that tests talk about. */
final class Samples {
  static final Instant T0 = Instant.parse("2026-11-22T03:00:00.250Z");
  private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

  static final List<Database> DATABASES =
      List.of(
          database("orders-replica", ReplicationKind.EXTERNAL_BINLOG, true),
          database("far-away", ReplicationKind.EXTERNAL_BINLOG, true),
          database("managed", ReplicationKind.RDS_MANAGED, false),
          database("orders-source", ReplicationKind.EXTERNAL_BINLOG, false));

  static final Misconfigured ASIDE =
      new Misconfigured(
          "replica-medic.databases[4]",
          Optional.of("mistyped"),
          List.of(
              new ConfigurationProblem(
                  "replica-medic.databases[4].engine",
                  "/etc/medic.yaml:12",
                  "is an engine that is not known",
                  "aurora-mysql or mysql")));

  static final Plan PLAN =
      new Plan(
          "unstick",
          "orders-replica",
          List.of(
              new Plan.Step(
                  "threads-stopped",
                  "stop-procedure",
                  "CALL mysql.rds_stop_replication",
                  "first",
                  false),
              new Plan.Step(
                  "configuration-cleared",
                  "reset",
                  "CALL mysql.rds_reset_external_source",
                  "when the threads have stopped",
                  true)),
          List.of("the source's address changes from 10.0.0.1:3306 to 10.0.0.2:3306"),
          List.of(),
          List.of(),
          "ab12");

  static final Question QUESTION =
      new Question(
          "conflict-1",
          "conflict",
          "The row in the way differs from the source's.",
          List.of("source  id=7 total=10", "replica id=7 total=99"),
          List.of(
              new Question.Option("skip", "leaves the difference"),
              new Question.Option("delete-local", "saves and deletes the replica's row")),
          Instant.parse("2026-11-22T04:00:00Z"));

  static final ReplicationStatus GHOST =
      new ReplicationStatus(
          "",
          ThreadState.CONNECTING,
          ThreadState.NO,
          new Endpoint("10.0.0.1", 3306),
          "repl",
          UUID,
          true,
          false,
          GtidSet.parse(UUID + ":1-12"),
          GtidSet.parse(UUID + ":1-10"),
          2003,
          "error connecting to source",
          1062,
          "coordinator stopped",
          List.of(new WorkerError(1, 1062, "Duplicate entry '7' for key", UUID + ":11")),
          null,
          60,
          86400,
          0,
          42,
          30.0,
          "binlog.000003",
          1234,
          ChannelDetail.NONE,
          T0);

  static final ReplicationStatus STOPPED = stopped(0, "", T0);

  static final ServerFacts FACTS =
      new ServerFacts(
          "8.0.39",
          "00000000-0000-0000-0000-00000000000f",
          "ON",
          GtidSet.parse(UUID + ":1-10"),
          GtidSet.parse(""),
          true,
          false,
          true,
          true,
          4,
          false,
          60);

  private Samples() {}

  /** The source knows fewer transactions than the replica; read now. */
  static ReplicationStatus lostTail() {
    return stopped(
        13114, "Replica has more GTIDs than the source has, using the source's", Instant.now());
  }

  private static ReplicationStatus stopped(int errno, String error, Instant readAt) {
    return new ReplicationStatus(
        "",
        ThreadState.NO,
        ThreadState.NO,
        new Endpoint("10.0.0.1", 3306),
        "repl",
        UUID,
        true,
        false,
        GtidSet.parse(UUID + ":1-10"),
        GtidSet.parse(UUID + ":1-10"),
        errno,
        error,
        0,
        "",
        List.of(),
        null,
        60,
        86400,
        0,
        42,
        30.0,
        "binlog.000003",
        1234,
        ChannelDetail.NONE,
        readAt);
  }

  static Database database(String id, ReplicationKind kind, boolean withSource) {
    Credentials admin = new Credentials("admin", "env:ADMIN_PASSWORD");
    Endpoint endpoint = new Endpoint(id + ".example.net", 3306);
    Endpoint source = new Endpoint("10.0.0.2", 3306);
    return new Database(
        id,
        "aurora-mysql",
        kind,
        endpoint,
        admin,
        Tls.PREFERRED,
        kind == ReplicationKind.RDS_MANAGED
            ? Optional.empty()
            : Optional.of(new AwsIdentity(Optional.of(id), Optional.empty())),
        new AwsAccount("eu-west-1", "arn:aws:iam::123456789012:role/medic", "an-external-id"),
        withSource
            ? Map.of(
                "",
                new RegisteredSource(
                    source,
                    source,
                    new Credentials("repl", "file:/run/secrets/repl"),
                    false,
                    false,
                    Set.of()))
            : Map.of());
  }

  /** What RDS says; of one database it says nothing. */
  static RdsFacts facts(AwsIdentity identity) {
    String cluster = identity.cluster().orElseThrow();
    if (cluster.equals("far-away")) {
      throw new CloudUnreadable(
          "rds:DescribeDBClusters", "AccessDenied", "not authorised", new RuntimeException());
    }
    return new RdsFacts(
        cluster + "-1",
        cluster,
        "aurora-mysql",
        "8.0.mysql_aurora.3.08.0",
        "available",
        ReplicationKind.EXTERNAL_BINLOG,
        RdsFacts.Role.WRITER,
        true,
        List.of(new RdsFacts.Membership("sg-1", "active")),
        "vpc-1",
        Set.of("subnet-1"),
        "",
        List.of(),
        T0);
  }

  static Order order() {
    return new Order(
        "unstick",
        "orders-replica",
        "oncall",
        "paged at night",
        "OPS-1",
        Map.of("reconfigure", "auto"));
  }

  static Workflow running(String id, long version) {
    return workflow(id, version, WorkflowState.RUNNING, Progress.start());
  }

  static Workflow waiting(String id, long version) {
    return workflow(
        id, version, WorkflowState.WAITING, progress(Optional.of(QUESTION), Optional.empty()));
  }

  static Workflow succeeded(String id, long version) {
    Ending ending = new Ending(WorkflowState.SUCCEEDED, "the last goal was read as met");
    return workflow(
        id, version, WorkflowState.SUCCEEDED, progress(Optional.empty(), Optional.of(ending)));
  }

  private static Progress progress(Optional<Question> question, Optional<Ending> ending) {
    return new Progress(
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        question,
        Map.of(),
        ending,
        0,
        false,
        1,
        "",
        new Memory(Map.of("restore-point", "{\"user\":\"repl\"}", "gtid", UUID + ":11")));
  }

  private static Workflow workflow(
      String id, long version, WorkflowState state, Progress progress) {
    return new Workflow(
        id,
        version,
        0,
        state,
        order(),
        progress,
        "diagnose",
        progress.ending().map(Ending::why).orElse("working"),
        T0,
        T0.plusSeconds(2),
        state.ended() ? Optional.of(T0.plusSeconds(2)) : Optional.empty());
  }

  static Obligation obligation(String id, ObligationState state) {
    return new Obligation(
        id,
        "w1",
        "replication-configuration",
        "orders-replica",
        state,
        "the channel must be configured again",
        "{\"host\":\"10.0.0.2\"}",
        "source-configured",
        Set.of(),
        T0,
        T0.plusSeconds(900),
        state == ObligationState.CLOSED ? "read back" : "");
  }

  /** A row as the engine would write it. */
  static Draft row(EntryKind kind, String phase, String rung, String summary) {
    return row(kind, phase, rung, summary, Map.of());
  }

  static Draft row(
      EntryKind kind, String phase, String rung, String summary, Map<String, Object> detail) {
    return new Draft(kind, "replica-medic", phase, rung, summary, detail);
  }
}
