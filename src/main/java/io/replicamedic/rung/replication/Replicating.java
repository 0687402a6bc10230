package io.replicamedic.rung.replication;

import io.replicamedic.outside.Databases;
import io.replicamedic.outside.SourceSession;
import io.replicamedic.replication.Gtid;
import io.replicamedic.replication.GtidSet;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.replication.WorkerError;
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
    Optional<ReplicationStatus> status = run.grip().session().status("");
    Watch watch = run.grip().startWatch();
    if (status.isEmpty() || !status.get().running() || status.get().hasError()) {
      watch.restart();
      return stopped(run, status);
    }
    watch.saw(status.get());
    if (watch.sample().isEmpty()) {
      sample(run).ifPresent(watch::sampled);
    }
    return watched(watch, status.get());
  }

  private Reading stopped(Run<ReplicaGrip> run, Optional<ReplicationStatus> status) {
    Optional<WorkerError> error =
        status
            .filter(now -> now.applier() == ThreadState.NO)
            .flatMap(ReplicationStatus::conflict)
            .filter(found -> !found.transaction().isEmpty());
    if (error.isEmpty()) {
      return new Reading.NotMet(Facts.of(status));
    }
    Optional<String> settled = run.memory().get(Learnt.CONFLICT).map(Conflict::gtid);
    if (settled.filter(error.get().transaction()::equals).isPresent()) {
      return settledBefore(run, status.get(), error.get());
    }
    Conflict next =
        new Conflict(error.get().transaction(), error.get().errno(), error.get().message());
    return new Reading.Setback(
        Facts.of(status),
        backTo,
        "another transaction stopped the applier: " + next.gtid() + ", error " + next.errno(),
        Memory.EMPTY.with(Learnt.CONFLICT, next));
  }

  // Until the start the status still shows the error of before; once executed it is only history.
  private static Reading settledBefore(
      Run<ReplicaGrip> run, ReplicationStatus status, WorkerError error) {
    boolean started = run.workflow().progress().climb().isPresent();
    boolean executed = status.executed().contains(Gtid.parse(error.transaction()));
    return started && !executed
        ? new Reading.Hopeless(
            Facts.of(status), "the transaction that was settled stops the applier again")
        : new Reading.NotMet(Facts.of(status));
  }

  private Optional<GtidSet> sample(Run<ReplicaGrip> run) {
    try (SourceAccess source = SourceAccess.of(databases, run.grip().database())) {
      return source.session().map(SourceSession::facts).map(facts -> facts.executed());
    }
  }

  private Reading watched(Watch watch, ReplicationStatus status) {
    GtidSet wanted = watch.sample().orElse(status.retrieved());
    long missing = wanted.subtract(status.executed()).count();
    boolean stable = watch.lasted().compareTo(policy.stability()) >= 0;
    double rate = watch.appliedPerSecond();
    Map<String, String> facts = Facts.of(status);
    facts.put("both Yes for s", seconds(watch.lasted().toMillis()));
    facts.put("moved", Boolean.toString(watch.moved()));
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
    return stable && watch.moved() && missing == 0
        ? new Reading.Met(facts)
        : new Reading.NotMet(facts, watch.stillFor().compareTo(grace(status)) < 0);
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
