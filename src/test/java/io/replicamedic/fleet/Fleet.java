package io.replicamedic.fleet;

import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.ServerFacts;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.ChannelDetail;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.GtidSet;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Replicas and readings for tests of the fleet and of what is told of it. */
public final class Fleet {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final String SOURCE = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

  /** What every replica says of itself. */
  public static final ServerFacts FACTS =
      new ServerFacts(
          "9.7.4",
          "00000000-0000-0000-0000-00000000000f",
          "ON",
          GtidSet.empty(),
          GtidSet.empty(),
          true,
          true,
          true,
          true,
          4,
          true,
          60);

  private Fleet() {}

  /** What a source says that has executed these of its own. */
  static ServerFacts sourceFacts(String numbers) {
    return new ServerFacts(
        "9.7.4",
        SOURCE,
        "ON",
        GtidSet.parse(SOURCE + numbers),
        GtidSet.empty(),
        false,
        false,
        true,
        true,
        0,
        true,
        60);
  }

  /** A registered replica with a source. */
  public static Database replica(String id) {
    Credentials account = new Credentials("u", "env:P");
    Endpoint source = new Endpoint("source.example.net", 3306);
    return new Database(
        id,
        "mysql",
        ReplicationKind.EXTERNAL_BINLOG,
        new Endpoint(id + ".example.net", 3306),
        account,
        Tls.REQUIRED,
        Optional.empty(),
        Optional.of(new RegisteredSource(source, source, account, true, false, Set.of())));
  }

  /** Both threads as given, nothing waiting, no error but that of the receiver. */
  static ReplicationStatus status(
      ThreadState receiver, ThreadState applier, int ioErrno, Instant readAt) {
    return status(receiver, applier, ioErrno, "", readAt);
  }

  static ReplicationStatus status(
      ThreadState receiver, ThreadState applier, int ioErrno, String ioError, Instant readAt) {
    return status(SOURCE, receiver, applier, ioErrno, ioError, 30, readAt);
  }

  /** Well, with a heartbeat each so many seconds. */
  static ReplicationStatus heartbeatEach(double seconds, Instant readAt) {
    return status(SOURCE, ThreadState.YES, ThreadState.YES, 0, "", seconds, readAt);
  }

  /** Well, and connected to that source. */
  static ReplicationStatus from(String sourceUuid, Instant readAt) {
    return status(sourceUuid, ThreadState.YES, ThreadState.YES, 0, "", 30, readAt);
  }

  private static ReplicationStatus status(
      String sourceUuid,
      ThreadState receiver,
      ThreadState applier,
      int ioErrno,
      String ioError,
      double heartbeatPeriod,
      Instant readAt) {
    GtidSet all = GtidSet.parse(SOURCE + ":1-10");
    return new ReplicationStatus(
        "",
        receiver,
        applier,
        new Endpoint("source.example.net", 3306),
        "repl",
        sourceUuid,
        true,
        true,
        all,
        all,
        ioErrno,
        ioError,
        0,
        "",
        List.of(),
        receiver == ThreadState.YES ? 0L : null,
        60,
        10,
        0,
        readAt.getEpochSecond(),
        heartbeatPeriod,
        "binlog.000001",
        4,
        ChannelDetail.NONE,
        readAt);
  }

  static ReplicationStatus healthy(Instant readAt) {
    return status(ThreadState.YES, ThreadState.YES, 0, readAt);
  }
}
