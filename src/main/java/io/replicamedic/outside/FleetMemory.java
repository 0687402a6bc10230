package io.replicamedic.outside;

import io.replicamedic.replication.Failover;
import io.replicamedic.replication.Latch;
import io.replicamedic.replication.ReplicationStatus;
import java.util.List;
import java.util.Optional;

/**
 * What the fleet knows that one reading of a replica cannot tell; asked by playbooks before they
 * accept an order and right before what cannot be undone (law 5).
 */
public interface FleetMemory {
  /** What is known around that reading, asked of the RDS API anew if it matters. */
  Remembered around(Database database, ReplicationStatus status);

  /** That this source lost the end of its binlog, as {@link Remembered#lostTails} says it. */
  List<Latch> lostTails(Database database, String sourceUuid);

  /** The last reading of that channel, at most some seconds old; empty when there is none. */
  Optional<ReplicationStatus> lately(Database database, String channel);

  /**
   * The past of a replica's source.
   *
   * @param failovers of the source, oldest first
   * @param unreadable why its failovers cannot be read although RDS should know them
   * @param lostTails that this very source lost the end of its binlog, whichever replica showed it,
   *     unless a person has acknowledged it for this replica (domain.md 3)
   */
  record Remembered(List<Failover> failovers, Optional<String> unreadable, List<Latch> lostTails) {
    /** Nothing happened as far as anybody knows. */
    public static final Remembered NOTHING = new Remembered(List.of(), Optional.empty(), List.of());

    /** Immutable. */
    public Remembered {
      failovers = List.copyOf(failovers);
      lostTails = List.copyOf(lostTails);
    }
  }
}
