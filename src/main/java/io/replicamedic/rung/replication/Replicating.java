package io.replicamedic.rung.replication;

import io.replicamedic.outside.Databases;
import io.replicamedic.outside.SourceSession;
import io.replicamedic.replication.BinlogPosition;
import io.replicamedic.replication.Gtid;
import io.replicamedic.replication.GtidSet;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.workflow.Climb;
import io.replicamedic.workflow.Memory;
import io.replicamedic.workflow.Reading;
import io.replicamedic.workflow.Run;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The last goal: both threads Yes through the stability window, something arriving, no error, and
 * everything applied that the source had executed at a sample taken after the start.
 */
public final class Replicating extends Reads {
  private final Databases databases;
  private final ReplicationPolicy policy;
  private final String backTo;

  /** Goes back to the phase of that name when another transaction stops the applier. */
  public Replicating(Databases databases, ReplicationPolicy policy, String backTo) {
    this.databases = databases;
    this.policy = policy;
    this.backTo = backTo;
  }

  @Override
  Reading look(Run<ReplicaGrip> run) {
    Optional<ReplicationStatus> status = run.grip().status();
    Watch watch = run.grip().startWatch();
    if (status.isEmpty() || !status.get().running() || status.get().hasError()) {
      watch.restart();
      return stopped(run, status);
    }
    watch.saw(status.get());
    if (watch.sample().isEmpty() && watch.place().isEmpty()) {
      sample(run, watch, status.get());
    }
    return watched(watch, status.get());
  }

  private Reading stopped(Run<ReplicaGrip> run, Optional<ReplicationStatus> status) {
    Optional<ReplicationStatus> failed =
        status.filter(now -> now.applier() == ThreadState.NO && now.conflict().isPresent());
    if (failed.isEmpty()) {
      return new Reading.NotMet(Facts.of(status));
    }
    Optional<Conflict> next = conflict(run, failed.get());
    if (next.filter(it -> !it.name().isEmpty()).isEmpty()) {
      return new Reading.NotMet(Facts.of(status));
    }
    Optional<Conflict> settled = run.memory().get(Learnt.CONFLICT);
    if (settled.filter(next.get()::isSame).isPresent()) {
      return settledBefore(run, failed.get(), next.get());
    }
    return new Reading.Setback(
        Facts.of(status),
        backTo,
        "another transaction stopped the applier: "
            + next.get().name()
            + ", error "
            + next.get().errno(),
        Memory.EMPTY.with(Learnt.CONFLICT, next.get()));
  }

  // Where no GTID names it, the source's binlog has to.
  private Optional<Conflict> conflict(Run<ReplicaGrip> run, ReplicationStatus status) {
    boolean named = status.conflict().filter(it -> !it.transaction().isEmpty()).isPresent();
    if (named || status.autoPosition()) {
      return status
          .conflict()
          .map(it -> new Conflict(it.transaction(), it.errno(), it.message(), Optional.empty()));
    }
    try (SourceAccess source = SourceAccess.of(databases, run.grip().channel())) {
      return Examination.conflict(status, source);
    }
  }

  // Until the start the status still shows the error of before; once executed it is only history.
  // One without a GTID must fail once more before it can be left out.
  private static Reading settledBefore(
      Run<ReplicaGrip> run, ReplicationStatus status, Conflict conflict) {
    Optional<String> climbed = run.workflow().progress().climb().map(Climb::rung);
    boolean tried =
        conflict.anonymous()
            ? climbed.filter("skip-error"::equals).isPresent()
            : climbed.isPresent();
    boolean executed =
        !conflict.anonymous() && status.executed().contains(Gtid.parse(conflict.gtid()));
    return tried && !executed
        ? new Reading.Hopeless(
            Facts.of(status), "the transaction that was settled stops the applier again")
        : new Reading.NotMet(Facts.of(status));
  }

  private void sample(Run<ReplicaGrip> run, Watch watch, ReplicationStatus status) {
    try (SourceAccess source = SourceAccess.of(databases, run.grip().channel())) {
      if (status.autoPosition()) {
        source
            .session()
            .map(SourceSession::facts)
            .map(it -> it.executed())
            .ifPresent(watch::sampled);
      } else {
        source.session().map(SourceSession::position).ifPresent(watch::sampled);
      }
    }
  }

  private Reading watched(Watch watch, ReplicationStatus status) {
    boolean stable = watch.lasted().compareTo(policy.stability()) >= 0;
    Map<String, String> facts = Facts.of(status);
    facts.put("both Yes for s", seconds(watch.lasted().toMillis()));
    facts.put("moved", Boolean.toString(watch.moved()));
    boolean there =
        status.autoPosition() ? byGtid(watch, status, facts) : byPosition(watch, status, facts);
    return stable && watch.moved() && there
        ? new Reading.Met(facts)
        : new Reading.NotMet(facts, watch.stillFor().compareTo(grace(status)) < 0);
  }

  private static boolean byGtid(Watch watch, ReplicationStatus status, Map<String, String> facts) {
    GtidSet wanted = watch.sample().orElse(status.retrieved());
    long missing = wanted.subtract(status.executed()).count();
    double rate = watch.appliedPerSecond();
    facts.put(
        "compared with",
        watch.sample().isPresent()
            ? "the source's gtid_executed after the start"
            : "what was retrieved: the source cannot be read from here");
    facts.put("transactions missing", Long.toString(missing));
    facts.put("applied per s", String.format(Locale.ROOT, "%.1f", rate));
    facts.put(
        "ETA s",
        missing == 0 ? "0" : rate > 0 ? seconds((long) (missing * 1000 / rate)) : "unknown");
    return missing == 0;
  }

  private static boolean byPosition(
      Watch watch, ReplicationStatus status, Map<String, String> facts) {
    BinlogPosition executed = Standing.executed(status);
    BinlogPosition wanted =
        watch
            .place()
            .orElse(
                new BinlogPosition(status.detail().readLogFile(), status.detail().readLogPos()));
    facts.put(
        "compared with",
        watch.place().isPresent()
            ? "where the source's binlog ended after the start"
            : "what was received: the source cannot be read from here");
    facts.put("executed up to", executed.toString());
    facts.put("wanted", wanted.toString());
    return !executed.isBefore(wanted);
  }

  // An idle source sends only heartbeats: standing still means something after two of their
  // periods.
  private Duration grace(ReplicationStatus status) {
    Duration heartbeats = ReplicatesAlready.patience(status);
    return heartbeats.compareTo(policy.start()) > 0 ? heartbeats : policy.start();
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f", millis / 1000.0);
  }
}
