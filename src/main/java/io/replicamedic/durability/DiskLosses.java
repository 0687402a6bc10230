package io.replicamedic.durability;

import java.time.Duration;
import java.util.Optional;

/**
 * Losses of a server with files of its own: redo and binlog, each with its own moment of flushing.
 * A Multi-AZ standby mirrors the disk, so it has what the disk had (domain.md 6).
 */
record DiskLosses(Case it) implements Losses {
  /** The longest sleep of a log writer thread: os_event_wait_for doubles up to it. */
  private static final Duration WRITER_SLEEP = Duration.ofMillis(100);

  @Override
  public Loss rows(FailureKind failure) {
    return switch (failure) {
      case PROCESS_CRASH -> rowsOfProcess();
      case HOST_OR_ZONE_FAILURE -> rowsOfHost();
      case FAILOVER -> failover(rowsOfHost());
      case REPLICA_CRASH -> new ReplicaLosses(it, rowsOfHost()).rows();
    };
  }

  @Override
  public Loss binlog(FailureKind failure) {
    return switch (failure) {
      case PROCESS_CRASH -> binlogOfProcess();
      case HOST_OR_ZONE_FAILURE -> binlogOfHost();
      case FAILOVER -> failover(binlogOfHost());
      case REPLICA_CRASH -> new ReplicaLosses(it, rowsOfHost()).binlog(binlogOfHost());
    };
  }

  /** What mysqld has written survives it; what it has not yet written does not. */
  private Loss rowsOfProcess() {
    return switch (flush()) {
      case Value.Unread(String why) -> new Loss.Unknown(why);
      case Value.Absent _ -> new Loss.Unknown("no innodb_flush_log_at_trx_commit");
      case Value.Is is ->
          switch (is.meaning()) {
            case "1", "2" -> new Loss.None();
            case "0" -> unwritten();
            default -> new Loss.Unknown("innodb_flush_log_at_trx_commit=" + is.text());
          };
    };
  }

  private Loss unwritten() {
    String basis = "innodb_flush_log_at_trx_commit=0, ";
    return switch (it.value(Settings.LOG_WRITERS)) {
      case Value.Is is when is.meaning().equals("ON") ->
          new Loss.AtMost(WRITER_SLEEP, basis + "innodb_log_writer_threads=ON");
      case Value.Is is ->
          new Loss.AtMost(interval(), basis + "innodb_log_writer_threads=" + is.text());
      case Value.Absent _ when LogWriters.always(it) ->
          new Loss.AtMost(WRITER_SLEEP, basis + "this version's log writer threads");
      case Value.Absent _ ->
          new Loss.AtMost(interval(), basis + "no log writer threads in this version");
      case Value.Unread(String why) -> new Loss.Unknown(why);
    };
  }

  private Loss binlogOfProcess() {
    return binlogOfHost() instanceof Loss.NotApplicable none ? none : known(new Loss.None());
  }

  private Loss rowsOfHost() {
    if (it.value(Settings.FLUSH_METHOD) instanceof Value.Is method
        && (method.meaning().equals("NOSYNC") || method.meaning().equals("LITTLESYNC"))) {
      return new Loss.Unbounded("innodb_flush_method=" + method.text());
    }
    return switch (flush()) {
      case Value.Unread(String why) -> new Loss.Unknown(why);
      case Value.Absent _ -> new Loss.Unknown("no innodb_flush_log_at_trx_commit");
      case Value.Is is ->
          switch (is.meaning()) {
            case "1" -> rolledBack();
            case "0", "2" ->
                new Loss.AtMost(interval(), "innodb_flush_log_at_trx_commit=" + is.text());
            default -> new Loss.Unknown("innodb_flush_log_at_trx_commit=" + is.text());
          };
    };
  }

  /**
   * With a binlog only the prepare is flushed at commit; recovery commits what the binlog names and
   * rolls the rest back. So a lost tail of the binlog takes the last rows with it, until the next
   * flush of the log has brought their commit record to the disk.
   */
  private Loss rolledBack() {
    return switch (binlogOfHost()) {
      case Loss.Unknown unknown -> unknown;
      case Loss lost when Losses.lossy(lost) ->
          new Loss.AtMost(
              interval(), "sync_binlog<>1: what the binlog does not name is rolled back");
      default -> new Loss.None();
    };
  }

  private Loss binlogOfHost() {
    if (it.value(Settings.LOG_BIN) instanceof Value.Unread(String why)) {
      return new Loss.Unknown(why);
    }
    if (it.is(Settings.LOG_BIN, "OFF")) {
      return new Loss.NotApplicable("it writes no binlog");
    }
    Optional<Long> groups = it.number(Settings.SYNC_BINLOG);
    if (groups.isEmpty()) {
      return new Loss.Unknown("sync_binlog is not known");
    }
    long every = groups.orElseThrow();
    if (every == 1) {
      return new Loss.None();
    }
    return every == 0
        ? new Loss.Unbounded("sync_binlog=0: the operating system decides")
        : new Loss.AtMostCommits(every, "sync_binlog=" + every);
  }

  /** For the instance that is left, a failover is a host failure. */
  private Loss failover(Loss host) {
    if (it.plain()) {
      return new Loss.NotApplicable("nothing fails over by itself");
    }
    Optional<RdsTraits> rds = it.reading().rds().value();
    if (rds.isEmpty()) {
      return new Loss.Unknown("whether it has a standby: " + it.reading().rds().why());
    }
    return rds.orElseThrow().multiAz() ? host : new Loss.NotApplicable("it has no standby");
  }

  private Loss known(Loss loss) {
    return it.value(Settings.LOG_BIN) instanceof Value.Unread(String why)
        ? new Loss.Unknown(why)
        : loss;
  }

  private Value flush() {
    return it.value(Settings.FLUSH);
  }

  /** innodb_flush_log_at_timeout: "about", for a busy server can be late (MySQL manual). */
  private Duration interval() {
    return Duration.ofSeconds(Math.max(1, it.number(Settings.FLUSH_TIMEOUT).orElse(1L)));
  }
}
