package io.replicamedic.adapter.mysql;

import io.replicamedic.forensics.BinlogTransaction;
import io.replicamedic.forensics.RowImage;
import io.replicamedic.forensics.TableShape;
import io.replicamedic.outside.CallResult;
import io.replicamedic.outside.DurabilityFacts;
import io.replicamedic.outside.KillAnswer;
import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.outside.Procedures;
import io.replicamedic.outside.Receivers;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.ServerFacts;
import io.replicamedic.replication.Act;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.RestorePoint;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A session to a replica over Connector/J; each concern is read by a class of its own. */
final class MysqlReplicaSession implements ReplicaSession {
  private final Session session;
  private final BinlogReader binlog;
  private final Clock clock;
  private final NamedLocks locks;
  private final ProcessList processes;
  private final ReplicationTables tables;
  private final FilterReader filters;
  private final StatusReader statuses;
  private final ReceiverFinder receivers;
  private final ServerReader server;
  private final HistoryReader history;
  private final DurabilityReader durability;
  private final ProcedureCaller caller;
  private final TableShapes shapes;
  private final RowReader rows;
  private final RowDeleter deleter;
  private final VariableSetter setter;

  MysqlReplicaSession(Session session, BinlogReader binlog, Clock clock) {
    this.session = session;
    this.binlog = binlog;
    this.clock = clock;
    this.locks = new NamedLocks(session);
    this.processes = new ProcessList(session);
    this.tables = new ReplicationTables(session);
    this.filters = new FilterReader(tables);
    GtidSets sets = new GtidSets();
    this.statuses = new StatusReader(session, tables, sets, clock);
    this.receivers = new ReceiverFinder(session, processes, statuses);
    this.server = new ServerReader(session, sets);
    this.history = new HistoryReader(session, clock);
    this.durability = new DurabilityReader(session, statuses, processes, clock);
    this.caller = new ProcedureCaller(session);
    this.shapes = new TableShapes(session);
    this.rows = new RowReader(session, shapes);
    this.deleter = new RowDeleter(session, rows);
    this.setter = new VariableSetter(session);
  }

  @Override
  public long connectionId() {
    return session.connectionId();
  }

  @Override
  public boolean acquireLock(String name, Duration wait) {
    return locks.acquire(name, wait);
  }

  @Override
  public OptionalLong lockHolder(String name) {
    return locks.holder(name);
  }

  @Override
  public KillAnswer kill(long connectionId) {
    return processes.kill(connectionId);
  }

  @Override
  public boolean alive(long connectionId) {
    return processes.alive(connectionId);
  }

  @Override
  public Receivers receiver(String channel) {
    return receivers.of(channel);
  }

  @Override
  public Optional<ReplicationStatus> status(String channel) {
    return statuses.read(channel);
  }

  @Override
  public List<ReplicationStatus> statuses() {
    return statuses.readAll();
  }

  @Override
  public List<String> channels() {
    return statuses.channels();
  }

  @Override
  public ServerFacts facts() {
    return server.facts();
  }

  @Override
  public ServerFacts recentFacts() {
    return server.recentFacts(clock.instant());
  }

  @Override
  public Optional<List<Act>> recordedActs(Duration back) {
    return history.read(back);
  }

  @Override
  public DurabilityFacts durability(Set<String> variables) {
    return durability.read(variables);
  }

  @Override
  public Procedures procedures() {
    return server.procedures();
  }

  /** Empty maps when the channel is not configured: a reset would destroy nothing. */
  @Override
  public RestorePoint restorePoint(String channel) {
    ServerRow status = statuses.row(channel).orElse(new ServerRow(Map.of()));
    return new RestorePoint(
        clock.instant(),
        tables.connectionConfiguration(channel).columns(),
        tables.applierConfiguration(channel).columns(),
        ServerRow.columns(filters.read(channel, status)),
        status.columns(),
        ServerRow.columns(tables.workers(channel)));
  }

  @Override
  public CallResult call(ProcedureCall call, Duration wait) {
    return caller.call(call, wait);
  }

  @Override
  public Optional<String> refusalToPersist() {
    return setter.refusal();
  }

  @Override
  public CallResult persist(String variable, String value, Duration wait) {
    return setter.persist(variable, value, wait);
  }

  @Override
  public CallResult deleteRows(List<Row> doomed, Duration wait) {
    return deleter.delete(doomed, wait);
  }

  @Override
  public Optional<BinlogTransaction> binlogTransaction(String gtid) {
    return binlog.read(session, facts(), gtid, this);
  }

  @Override
  public TableShape shape(String schema, String table) {
    return shapes.read(schema, table);
  }

  @Override
  public List<RowImage> rows(TableShape shape, List<String> columns, RowImage like) {
    try {
      return rows.rows(shape, columns, like, RowReader.Lock.NONE);
    } catch (SQLException e) {
      throw Refusals.of(session.login(), e);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
