package io.replicamedic.fleet;

import io.replicamedic.replication.Latch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Latches that survive as long as this object: a restart is another {@link Latches} on it. */
public final class MemoryLatches implements LatchStore {
  private final List<HeldLatch> rows = new ArrayList<>();

  @Override
  public synchronized List<HeldLatch> all() {
    return List.copyOf(rows);
  }

  @Override
  public synchronized void save(String replica, Latch latch) {
    Optional<HeldLatch> there = find(replica, latch.kind(), latch.sourceUuid());
    if (there.isEmpty() || there.get().isOutdatedBy(latch)) {
      there.ifPresent(rows::remove);
      rows.add(new HeldLatch(replica, latch, Optional.empty()));
    }
  }

  @Override
  public synchronized Optional<HeldLatch> acknowledge(
      String replica, Latch.Kind kind, String sourceUuid, HeldLatch.Acknowledgement now) {
    Optional<HeldLatch> own = find(replica, kind, sourceUuid);
    Optional<HeldLatch> holding =
        own.filter(it -> it.acknowledged().isEmpty())
            .or(
                () ->
                    rows.stream()
                        .filter(it -> kind == Latch.Kind.LOST_TAIL && it.isOf(kind, sourceUuid))
                        .filter(it -> !it.replica().equals(replica))
                        .filter(it -> own.stream().allMatch(mine -> mine.isOutdatedBy(it.latch())))
                        .findFirst());
    holding.ifPresent(
        it -> {
          own.ifPresent(rows::remove);
          rows.add(new HeldLatch(replica, it.latch(), Optional.of(now)));
        });
    return holding.flatMap(it -> find(replica, kind, sourceUuid));
  }

  private Optional<HeldLatch> find(String replica, Latch.Kind kind, String sourceUuid) {
    return rows.stream()
        .filter(it -> it.replica().equals(replica) && it.isOf(kind, sourceUuid))
        .findFirst();
  }
}
