package io.replicamedic.replication;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A healthy reading, and ways to make it worse one fact at a time; for tests only. */
final class Readings {
  static final String SOURCE = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
  static final String OWN = "00000000-0000-0000-0000-00000000000f";
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  ThreadState receiver = ThreadState.YES;
  ThreadState applier = ThreadState.YES;
  String sourceUuid = SOURCE;
  String retrieved = SOURCE + ":1-10";
  String executed = SOURCE + ":1-10";
  int ioErrno = 0;
  String ioError = "";
  int sqlErrno = 0;
  String sqlError = "";
  List<WorkerError> workers = List.of();
  @Nullable Long secondsBehind = 0L;
  int connectRetry = 60;
  long retryCount = 10;
  int delay = 0;
  long heartbeats = 5;
  double heartbeatPeriod = 30;
  long position = 1000;
  ChannelDetail detail = ChannelDetail.NONE;
  Instant readAt = START;

  private Readings() {}

  static Readings healthy() {
    return new Readings();
  }

  Readings threads(ThreadState receiver, ThreadState applier) {
    this.receiver = receiver;
    this.applier = applier;
    if (receiver != ThreadState.YES) {
      this.secondsBehind = null;
    }
    return this;
  }

  Readings io(int errno, String text) {
    this.ioErrno = errno;
    this.ioError = text;
    return this;
  }

  Readings sql(int errno, String text) {
    this.sqlErrno = errno;
    this.sqlError = text;
    return this;
  }

  Readings worker(int errno, String gtid) {
    this.workers = List.of(new WorkerError(1, errno, "the server's text", gtid));
    return this;
  }

  Readings behind(@Nullable Long seconds) {
    this.secondsBehind = seconds;
    return this;
  }

  Readings at(long seconds) {
    this.readAt = START.plusSeconds(seconds);
    return this;
  }

  Readings from(String uuid) {
    this.sourceUuid = uuid;
    return this;
  }

  Readings gtids(String retrieved, String executed) {
    this.retrieved = retrieved;
    this.executed = executed;
    return this;
  }

  /** What else performance_schema says of times. */
  Readings times(Optional<Instant> applierErrorAt, CommitTimes commits) {
    this.detail =
        new ChannelDetail(
            "", "", Optional.empty(), applierErrorAt, "", 0, "", 0, 0, Optional.empty(), commits);
    return this;
  }

  /** Seen alone. */
  Observation seen() {
    return Observation.of(new Seen.Channel(read()));
  }

  @Override
  public String toString() {
    return read().toString();
  }

  ReplicationStatus read() {
    return new ReplicationStatus(
        "",
        receiver,
        applier,
        new Endpoint("10.0.0.9", 3306),
        "repl",
        sourceUuid,
        true,
        true,
        GtidSet.parse(retrieved),
        GtidSet.parse(executed),
        ioErrno,
        ioError,
        sqlErrno,
        sqlError,
        workers,
        secondsBehind,
        connectRetry,
        retryCount,
        delay,
        heartbeats,
        heartbeatPeriod,
        "binlog.000007",
        position,
        detail,
        readAt);
  }
}
