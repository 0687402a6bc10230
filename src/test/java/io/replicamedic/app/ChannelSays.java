package io.replicamedic.app;

import io.replicamedic.replication.ChannelDetail;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.GtidSet;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.replication.WorkerError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a channel says when it is read: all well, and made worse one fact at a time. */
final class ChannelSays {
  private static final String SOURCE = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

  private final String name;
  private ThreadState receiver = ThreadState.YES;
  private ThreadState applier = ThreadState.YES;
  private int ioErrno;
  private String ioError = "";
  private List<WorkerError> workers = List.of();
  private int executed = 100;
  private @Nullable Long behind = 0L;
  private int delay;
  private long retryCount = 10;

  private ChannelSays(String name) {
    this.name = name;
  }

  static ChannelSays well() {
    return wellOn("");
  }

  static ChannelSays wellOn(String channel) {
    return new ChannelSays(channel);
  }

  /** It tries to connect, this time for the third. */
  ChannelSays connecting() {
    receiver = ThreadState.CONNECTING;
    behind = null;
    ioErrno = 2003;
    ioError =
        "error connecting to master 'repl@10.0.0.9:3306'. This was attempt 3/"
            + retryCount
            + ", with a delay of 60 seconds between attempts. Message: Can't connect";
    return this;
  }

  /** It tries without end. */
  ChannelSays forEver() {
    retryCount = 0;
    return this;
  }

  ChannelSays receiverStopped() {
    receiver = ThreadState.NO;
    behind = null;
    return this;
  }

  ChannelSays receiverRefused(int errno) {
    ioErrno = errno;
    ioError = "Got fatal error " + errno + " from source";
    return receiverStopped();
  }

  ChannelSays applierStopped() {
    applier = ThreadState.NO;
    behind = null;
    return this;
  }

  /** A worker stopped on that error, and its queue waits. */
  ChannelSays conflict(int errno) {
    workers = List.of(new WorkerError(1, errno, "Duplicate entry '7'", SOURCE + ":51"));
    executed = 50;
    return applierStopped();
  }

  /** So many seconds of received transactions wait; null: the server does not say how many. */
  ChannelSays behind(@Nullable Long seconds) {
    executed = 50;
    behind = seconds;
    return this;
  }

  ChannelSays delayed(int seconds) {
    delay = seconds;
    return this;
  }

  ReplicationStatus at(Instant readAt) {
    return new ReplicationStatus(
        name,
        receiver,
        applier,
        new Endpoint("10.0.0.9", 3306),
        "repl",
        SOURCE,
        true,
        true,
        GtidSet.parse(SOURCE + ":1-100"),
        GtidSet.parse(SOURCE + ":1-" + executed),
        ioErrno,
        ioError,
        0,
        "",
        workers,
        behind,
        60,
        retryCount,
        delay,
        5,
        30,
        "binlog.000007",
        4,
        ChannelDetail.NONE,
        readAt);
  }
}
