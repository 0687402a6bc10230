package io.replicamedic.rung.replication;

import io.replicamedic.replication.Difference;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.RestorePoint;
import io.replicamedic.replication.RestorePointComparison;
import io.replicamedic.workflow.Reading;
import io.replicamedic.workflow.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Goal: the channel points at the registered source, and every other option is as the restore point
 * has it (domain.md 2).
 */
public final class SourceConfigured extends Reads {
  private final Cleared cleared;

  /** Where a channel without auto position stood is in the obligation to set it again. */
  public SourceConfigured(Cleared cleared) {
    this.cleared = cleared;
  }

  /** What the request means to change, or what no admin of a managed service could have set. */
  private static final Set<String> INTENDED =
      Set.of(
          "HOST",
          "PORT",
          "USER",
          "AUTO_POSITION",
          "SSL_ALLOWED",
          "CONNECTION_RETRY_INTERVAL",
          "CONNECTION_RETRY_COUNT",
          "HEARTBEAT_INTERVAL");

  @Override
  Reading look(Run<ReplicaGrip> run) {
    Optional<ReplicationStatus> status = run.grip().status();
    if (status.isEmpty() || !Target.of(run).matches(status.get())) {
      return new Reading.NotMet(Facts.of(status));
    }
    Optional<String> elsewhere = elsewhere(run, status.get());
    if (elsewhere.isPresent()) {
      return new Reading.Hopeless(Facts.of(status), elsewhere.get());
    }
    Optional<RestorePoint> before = run.memory().get(Learnt.RESTORE_POINT);
    List<Difference> differences =
        before
            .map(
                point ->
                    RestorePointComparison.compare(
                        point, run.grip().channel().restorePoint(), INTENDED))
            .orElse(List.of());
    Map<String, String> facts = Facts.with(Facts.of(status), "differences", differences.toString());
    List<Difference> unwanted = differences.stream().filter(found -> !found.intended()).toList();
    return unwanted.isEmpty()
        ? new Reading.Met(facts)
        : new Reading.Hopeless(facts, "configured, but not as before, so not started: " + unwanted);
  }

  // Until it is started it stands where it was told to; as long as that is owed it was not started.
  private Optional<String> elsewhere(Run<ReplicaGrip> run, ReplicationStatus status) {
    Target target = Target.of(run);
    return cleared
        .stoodAt(run)
        .filter(_ -> target.byPosition())
        .map(stood -> target.chosen().orElse(stood))
        .filter(wanted -> !wanted.equals(Standing.executed(status)))
        .map(
            wanted ->
                "configured at "
                    + Standing.executed(status)
                    + " instead of "
                    + wanted
                    + ", so not started");
  }
}
