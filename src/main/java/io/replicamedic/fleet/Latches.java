package io.replicamedic.fleet;

import io.replicamedic.replication.Latch;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was once read of the replicas' sources and holds until a person acknowledges it. In memory
 * for the readings, which never wait for the store; what is new is written by {@link #refresh}, and
 * again until it is.
 */
public final class Latches {
  private static final Logger LOG = LoggerFactory.getLogger(Latches.class);

  private final LatchStore store;
  private final Clock clock;
  // Replaced as a whole, so that a reading takes no lock; and none that is held while we write.
  private final Object memory = new Object();
  private volatile Map<String, List<HeldLatch>> held = Map.of();
  private final Set<HeldLatch> unwritten = new HashSet<>();

  /** Knows nothing before the first {@link #refresh}. */
  public Latches(LatchStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What holds now of one replica's sources, oldest first. */
  public List<Latch> of(String replica) {
    Instant now = clock.instant();
    return held.getOrDefault(replica, List.of()).stream()
        .filter(it -> it.holds(now))
        .map(HeldLatch::latch)
        .toList();
  }

  /**
   * That this source lost its tail, whichever replica showed it, until it is settled for this one:
   * that another was rebuilt says nothing of what is here. One that connected only after the source
   * had written past the gap never shows it, over different data (domain.md 3).
   */
  public List<Latch> lostTails(String replica, String sourceUuid) {
    Instant settled =
        held.getOrDefault(replica, List.of()).stream()
            .filter(it -> it.isOf(Latch.Kind.LOST_TAIL, sourceUuid))
            .flatMap(it -> it.acknowledged().stream())
            .map(HeldLatch.Acknowledgement::at)
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    return held.values().stream()
        .flatMap(List::stream)
        .filter(it -> it.isOf(Latch.Kind.LOST_TAIL, sourceUuid))
        .map(HeldLatch::latch)
        .filter(it -> it.seenAt().isAfter(settled))
        .toList();
  }

  /** All of one replica, and what was acknowledged; newest first. */
  public List<HeldLatch> all(String replica) {
    Comparator<HeldLatch> bySeen = Comparator.comparing(it -> it.latch().seenAt());
    return held.getOrDefault(replica, List.of()).stream().sorted(bySeen.reversed()).toList();
  }

  /** When a person last acknowledged something of it: what was read until then is settled. */
  Instant acknowledged(String replica) {
    return held.getOrDefault(replica, List.of()).stream()
        .flatMap(it -> it.acknowledged().stream())
        .map(HeldLatch.Acknowledgement::at)
        .max(Comparator.naturalOrder())
        .orElse(Instant.MIN);
  }

  /** A reading shows these. */
  void see(String replica, List<Latch> shown) {
    shown.stream().filter(latch -> isNew(replica, latch)).forEach(latch -> hold(replica, latch));
  }

  /**
   * Reads what the store has, after writing what it lacks; to be called before the first reading,
   * and now and then, because another instance may have seen or acknowledged something.
   *
   * @throws RuntimeException the store's, when it is away: nothing is lost, call it again
   */
  public synchronized void refresh() {
    Set<HeldLatch> waiting;
    synchronized (memory) {
      waiting = Set.copyOf(unwritten);
    }
    waiting.forEach(it -> store.save(it.replica(), it.latch()));
    List<HeldLatch> stored = store.all();
    synchronized (memory) {
      unwritten.removeAll(waiting);
      held =
          stored.stream()
              .collect(Collectors.groupingBy(HeldLatch::replica, Collectors.toUnmodifiableList()));
      Set.copyOf(unwritten).forEach(it -> hold(it.replica(), it.latch()));
    }
  }

  /** Whether something waits to be written. */
  public boolean isWaiting() {
    synchronized (memory) {
      return !unwritten.isEmpty();
    }
  }

  /**
   * A person says that it is settled for this replica; from now on only readings from now on count.
   * A lost tail may be one that another replica of that source showed.
   *
   * @return empty when no such latch holds
   * @throws RuntimeException the store's, when it is away: then it holds still
   */
  public synchronized Optional<HeldLatch> acknowledge(
      String replica, Latch.Kind kind, String sourceUuid, String actor, String reason) {
    refresh();
    Optional<HeldLatch> settled =
        store.acknowledge(
            replica,
            kind,
            sourceUuid,
            new HeldLatch.Acknowledgement(clock.instant(), actor, reason));
    refresh();
    return settled;
  }

  private boolean isNew(String replica, Latch seen) {
    return held.getOrDefault(replica, List.of()).stream()
        .filter(it -> it.isOf(seen.kind(), seen.sourceUuid()))
        .allMatch(it -> it.isOutdatedBy(seen));
  }

  private void hold(String replica, Latch seen) {
    synchronized (memory) {
      if (!isNew(replica, seen)) {
        return;
      }
      LOG.warn("{}: {} of source {}: {}", replica, seen.kind(), seen.sourceUuid(), seen.words());
      List<HeldLatch> more = new ArrayList<>(held.getOrDefault(replica, List.of()));
      more.removeIf(it -> it.isOf(seen.kind(), seen.sourceUuid()));
      HeldLatch latch = new HeldLatch(replica, seen, Optional.empty());
      more.add(latch);
      Map<String, List<HeldLatch>> next = new HashMap<>(held);
      next.put(replica, List.copyOf(more));
      held = next;
      unwritten.add(latch);
    }
  }
}
