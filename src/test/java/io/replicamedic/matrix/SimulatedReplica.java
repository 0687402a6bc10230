package io.replicamedic.matrix;

import io.replicamedic.forensics.BinlogPlace;
import io.replicamedic.forensics.BinlogTransaction;
import io.replicamedic.forensics.LocalRows;
import io.replicamedic.forensics.RowChange;
import io.replicamedic.forensics.RowImage;
import io.replicamedic.forensics.TableShape;
import io.replicamedic.outside.BinlogFile;
import io.replicamedic.outside.CallResult;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.DurabilityFacts;
import io.replicamedic.outside.KillAnswer;
import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.outside.Procedures;
import io.replicamedic.outside.ReceiverSession;
import io.replicamedic.outside.Receivers;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.ServerFacts;
import io.replicamedic.outside.SourceSession;
import io.replicamedic.replication.Act;
import io.replicamedic.replication.BinlogPosition;
import io.replicamedic.replication.ChannelDetail;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.GtidSet;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.RestorePoint;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.replication.WorkerError;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A replica of incident 1, without rds_kill: the stop procedure says OK and does nothing, and the
 * receiver ends only when it cannot reach its source for some readings. Its own plain state
 * machine, after domain.md 2 and 3; used by {@link Ward}.
 */
final class SimulatedReplica implements Databases {
  static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
  static final String CONFLICT = UUID + ":8";

  private static final String APPLIED = UUID + ":1-7";
  private static final String ALL = UUID + ":1-9";
  private static final int ATTEMPTS = 3;
  private static final Procedures PROCEDURES =
      new Procedures(
          Map.of(
              "rds_stop_replication", 0,
              "rds_start_replication", 0,
              "rds_reset_external_source", 0,
              "rds_set_external_source_with_auto_position", 5,
              "rds_skip_transaction_with_gtid", 1));

  private final Endpoint source;
  private final BooleanSupplier reachable;
  private final Clock clock;
  private final Set<Long> alive = new HashSet<>();
  private final Map<String, Long> locks = new HashMap<>();
  private long connections;
  private boolean configured = true;
  private boolean skipped;
  private boolean failed = true;
  private ThreadState receiver;
  private ThreadState applier = ThreadState.NO;
  private int failures;
  private long heartbeats = 1;
  private int resets;

  SimulatedReplica(Endpoint source, ThreadState receiver, BooleanSupplier reachable, Clock clock) {
    this.source = source;
    this.receiver = receiver;
    this.reachable = reachable;
    this.clock = clock;
  }

  /** How often its configuration was cleared. */
  int resets() {
    return resets;
  }

  boolean replicates() {
    return receiver == ThreadState.YES && applier == ThreadState.YES;
  }

  /** Its receiver has a connection, which rules do not end. */
  boolean isConnected() {
    return receiver == ThreadState.YES;
  }

  /** Its clients are gone, all at once. */
  void hangUp() {
    alive.clear();
    locks.clear();
  }

  @Override
  public ReplicaSession openReplica(Database database) {
    long id = ++connections;
    alive.add(id);
    return new Session(id);
  }

  @Override
  public SourceSession openSource(Database database, String channel) {
    return new Source();
  }

  private GtidSet executed() {
    return GtidSet.parse(replicates() ? ALL : skipped ? UUID + ":1-8" : APPLIED);
  }

  // A receiver tries again at each reading; once its attempts are used up it ends.
  private void passTime() {
    if (!configured || receiver == ThreadState.NO) {
      return;
    }
    if (reachable.getAsBoolean()) {
      failures = 0;
      if (applier == ThreadState.YES) {
        heartbeats++;
      }
    } else {
      receiver = ++failures > ATTEMPTS ? ThreadState.NO : ThreadState.CONNECTING;
    }
  }

  private ReplicationStatus status() {
    boolean conflict = failed && applier == ThreadState.NO;
    return new ReplicationStatus(
        "",
        receiver,
        applier,
        source,
        "repl",
        UUID,
        true,
        true,
        GtidSet.parse(receiver == ThreadState.NO ? "" : UUID + ":1-9"),
        executed(),
        0,
        "",
        conflict ? 1062 : 0,
        conflict ? "Duplicate entry" : "",
        conflict ? List.of(new WorkerError(1, 1062, "Duplicate entry", CONFLICT)) : List.of(),
        null,
        1,
        ATTEMPTS,
        0,
        heartbeats,
        30,
        "binlog.000001",
        4,
        ChannelDetail.NONE,
        clock.instant());
  }

  private CallResult perform(ProcedureCall call) {
    return switch (call.name()) {
      case "rds_stop_replication" -> ok();
      case "rds_reset_external_source" -> reset();
      case "rds_set_external_source_with_auto_position" -> configure();
      case "rds_skip_transaction_with_gtid" -> {
        skipped = true;
        yield ok();
      }
      case "rds_start_replication" -> start();
      default -> throw new AssertionError(call.statement());
    };
  }

  private CallResult reset() {
    if (receiver != ThreadState.NO || applier != ThreadState.NO) {
      return new CallResult.Failed(3081, "HY000", "a thread runs");
    }
    configured = false;
    failed = false;
    resets++;
    return ok();
  }

  private CallResult configure() {
    if (receiver != ThreadState.NO || applier != ThreadState.NO) {
      return new CallResult.Failed(3081, "HY000", "a thread runs");
    }
    configured = true;
    return ok();
  }

  private CallResult start() {
    if (!configured) {
      return new CallResult.Failed(1644, "45000", "not configured");
    }
    failures = 0;
    receiver = reachable.getAsBoolean() ? ThreadState.YES : ThreadState.CONNECTING;
    failed = !skipped;
    applier = skipped ? ThreadState.YES : ThreadState.NO;
    return ok();
  }

  private static CallResult ok() {
    return new CallResult.Returned(List.of());
  }

  private static ServerFacts facts(GtidSet executed) {
    return new ServerFacts(
        "8.4.0", UUID, "ON", executed, GtidSet.parse(""), false, false, true, true, 1, true, 1);
  }

  private static Optional<BinlogTransaction> transaction(String gtid) {
    RowChange insert =
        new RowChange(
            "shop",
            "orders",
            RowChange.Kind.INSERT,
            null,
            new RowImage(Map.of("id", "8", "what", "tea"), Set.of()));
    return Optional.of(
        new BinlogTransaction(gtid, 1_700_000_000_000_000L, List.of(insert), List.of()));
  }

  /** What it knows of the one table. */
  private abstract static class Table implements LocalRows {
    @Override
    public TableShape shape(String schema, String table) {
      return new TableShape(
          schema, table, List.of(column("id"), column("what")), List.of("id"), Map.of(), List.of());
    }

    @Override
    public List<RowImage> rows(TableShape shape, List<String> columns, RowImage like) {
      return List.of(new RowImage(Map.of("id", "8", "what", "tea"), Set.of()));
    }

    private static io.replicamedic.forensics.Column column(String name) {
      return new io.replicamedic.forensics.Column(name, "varchar", "varchar(20)", false);
    }
  }

  /** The replication account's session to the source. */
  private static final class Source implements SourceSession {
    @Override
    public ServerFacts facts() {
      return SimulatedReplica.facts(GtidSet.parse(ALL));
    }

    @Override
    public String authenticationPlugin() {
      return "caching_sha2_password";
    }

    @Override
    public Optional<BinlogTransaction> binlogTransaction(String gtid, LocalRows names) {
      return transaction(gtid);
    }

    @Override
    public List<BinlogFile> binlogs() {
      throw new AssertionError("its channel has auto position");
    }

    @Override
    public BinlogPosition position() {
      throw new AssertionError("its channel has auto position");
    }

    @Override
    public List<BinlogPlace> transactions(BinlogPosition from, BinlogPosition until, int most) {
      throw new AssertionError("its channel has auto position");
    }

    @Override
    public Optional<BinlogTransaction> transactionAt(BinlogPosition start, LocalRows names) {
      throw new AssertionError("its channel has auto position");
    }

    @Override
    public void close() {}
  }

  /** The admin's session. */
  private final class Session extends Table implements ReplicaSession {
    private final long id;

    Session(long id) {
      this.id = id;
    }

    @Override
    public long connectionId() {
      return id;
    }

    @Override
    public boolean acquireLock(String name, Duration wait) {
      return locks.merge(name, id, (holder, wanted) -> alive.contains(holder) ? holder : wanted)
          == id;
    }

    @Override
    public OptionalLong lockHolder(String name) {
      Long holder = locks.get(name);
      return holder == null ? OptionalLong.empty() : OptionalLong.of(holder);
    }

    @Override
    public KillAnswer kill(long connectionId) {
      boolean was = alive.remove(connectionId);
      locks.values().removeIf(holder -> holder == connectionId);
      return was ? KillAnswer.ACCEPTED : KillAnswer.GONE;
    }

    @Override
    public boolean alive(long connectionId) {
      return alive.contains(connectionId);
    }

    @Override
    public Receivers receiver(String channel) {
      return new Receivers.One(new ReceiverSession(5, "Connecting to source"));
    }

    @Override
    public Optional<ReplicationStatus> status(String channel) {
      passTime();
      return configured ? Optional.of(SimulatedReplica.this.status()) : Optional.empty();
    }

    @Override
    public List<ReplicationStatus> statuses() {
      return status("").stream().toList();
    }

    @Override
    public List<String> channels() {
      return configured ? List.of("") : List.of();
    }

    @Override
    public ServerFacts facts() {
      return SimulatedReplica.facts(executed());
    }

    @Override
    public ServerFacts recentFacts() {
      return facts();
    }

    @Override
    public Optional<List<Act>> recordedActs(Duration back) {
      return Optional.empty();
    }

    @Override
    public DurabilityFacts durability(Set<String> variables) {
      throw new AssertionError("no workflow asks for it");
    }

    @Override
    public Procedures procedures() {
      return PROCEDURES;
    }

    @Override
    public RestorePoint restorePoint(String channel) {
      return new RestorePoint(clock.instant(), Map.of(), Map.of(), List.of(), Map.of(), List.of());
    }

    @Override
    public CallResult call(ProcedureCall call, Duration wait) {
      return perform(call);
    }

    @Override
    public Optional<String> refusalToPersist() {
      throw new AssertionError("no unstick sets a variable");
    }

    @Override
    public CallResult persist(String variable, String value, Duration wait) {
      throw new AssertionError("no unstick sets a variable");
    }

    @Override
    public CallResult deleteRows(List<Row> rows, Duration wait) {
      throw new AssertionError("nobody was asked to delete rows");
    }

    @Override
    public Optional<BinlogTransaction> binlogTransaction(String gtid) {
      return transaction(gtid);
    }

    @Override
    public void close() {
      kill(id);
    }
  }
}
