package io.replicamedic.rung.replication;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.FleetMemory;
import io.replicamedic.outside.FleetMemory.Remembered;
import io.replicamedic.replication.Cause;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Diagnostician;
import io.replicamedic.replication.Latch;
import io.replicamedic.replication.Observation;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.Seen;
import io.replicamedic.workflow.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the data itself is in doubt, so that no rung of ours may follow (law 5): by what a
 * reading says, and by what the fleet remembers of the source. Asked when an order comes, while
 * examining, and right before what cannot be undone.
 */
public final class Doubt {
  /**
   * Purged binlogs are not among them: whether the registered source has purged what is needed is a
   * check of its own.
   */
  private static final Set<DiagnosisCode> BEYOND_US =
      Set.of(DiagnosisCode.RELAY_LOG_DAMAGED, DiagnosisCode.DURABILITY_LOSS_SUSPECTED);

  private final FleetMemory memory;

  /** What the fleet remembers is asked anew each time. */
  public Doubt(FleetMemory memory) {
    this.memory = memory;
  }

  /** The same reading with all that is known around it. */
  Diagnosis diagnosis(Database database, ReplicationStatus status) {
    return diagnosis(status, memory.around(database, status));
  }

  /** What says no, or may: for the pre-flight. */
  List<Check> checks(Database database, ReplicationStatus status) {
    Remembered past = memory.around(database, status);
    Diagnosis diagnosis = diagnosis(status, past);
    List<Check> against = new ArrayList<>();
    if (isBeyondUs(diagnosis)) {
      against.add(Check.refused("diagnosis", diagnosis.code() + ": " + diagnosis.summary()));
    } else if (past.unreadable().isPresent() && mayBeLoss(diagnosis)) {
      against.add(
          Check.unreadable(
              "source-failovers",
              "whether the source failed over lately is not known: " + past.unreadable().get()));
    }
    return against;
  }

  /** Why an order must not even be begun: rows may be here that the source has lost. */
  public Optional<Diagnosis> loss(Database database, String channel) {
    return memory
        .lately(database, channel)
        .map(status -> diagnosis(database, status))
        .filter(it -> it.says(DiagnosisCode.DURABILITY_LOSS_SUSPECTED) || lostTail(it));
  }

  /**
   * Whether the source is known to have lost its tail: then nothing may be started (domain.md 3).
   */
  Optional<String> againstStarting(Database database, ReplicationStatus status) {
    return against(memory.around(database, status).lostTails());
  }

  /**
   * The same at any time of a run: a channel that is cleared, or set and not connected yet, does
   * not tell its source's UUID; the restore point does.
   */
  Optional<String> againstStarting(Run<ReplicaGrip> run) {
    Optional<ReplicationStatus> status =
        run.grip().status().filter(it -> !it.sourceUuid().isEmpty());
    return status.isPresent()
        ? againstStarting(run.grip().database(), status.get())
        : Uncleared.uuid(run)
            .flatMap(uuid -> against(memory.lostTails(run.grip().database(), uuid)));
  }

  private static Optional<String> against(List<Latch> lostTails) {
    return lostTails.stream()
        .findFirst()
        .map(it -> "source " + it.sourceUuid() + " lost the end of its binlog: " + it.words());
  }

  private static Diagnosis diagnosis(ReplicationStatus status, Remembered past) {
    return Diagnostician.diagnose(
        Observation.of(new Seen.Channel(status)).since(past.failovers()).holding(past.lostTails()));
  }

  private static boolean isBeyondUs(Diagnosis diagnosis) {
    return BEYOND_US.stream().anyMatch(diagnosis::says) || lostTail(diagnosis);
  }

  private static boolean lostTail(Diagnosis diagnosis) {
    return diagnosis.cause().filter(Cause.MORE_GTIDS::equals).isPresent();
  }

  private static boolean mayBeLoss(Diagnosis diagnosis) {
    return diagnosis.says(DiagnosisCode.APPLIER_DUPLICATE_KEY)
        || diagnosis.says(DiagnosisCode.APPLIER_ROW_MISSING);
  }
}
