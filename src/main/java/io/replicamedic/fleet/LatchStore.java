package io.replicamedic.fleet;

import io.replicamedic.replication.Latch;
import java.util.List;
import java.util.Optional;

/**
 * Where latches survive a restart, shared by all instances; used by {@link Latches} only. Every
 * method throws a RuntimeException of the store's when it is away.
 */
public interface LatchStore {
  /** Every latch, acknowledged ones too. */
  List<HeldLatch> all();

  /** Keeps it, unless the same is there and not outdated by it: that stays as it was first seen. */
  void save(String replica, Latch latch);

  /**
   * Notes that a person knows, with a row in the journal in the same transaction. A lost tail that
   * only other replicas of the source have shown is settled for this one alone.
   *
   * @return as it is now; empty when no such latch holds
   */
  Optional<HeldLatch> acknowledge(
      String replica,
      Latch.Kind kind,
      String sourceUuid,
      HeldLatch.Acknowledgement acknowledgement);
}
