package io.replicamedic.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes from every reading what is worth keeping, in memory and bounded, until the {@link Clerk}
 * has written it: a change at once, the numbers now and then. When the store is away for long the
 * oldest is given up, and counted.
 */
public final class History implements ReadingListener {
  private final Duration sampleInterval;
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();
  private final Backlog<StatusNote> notes;
  private final Backlog<StatusSample> samples;
  private final AtomicLong written = new AtomicLong();

  /** What is not in the history although it was read: the store was away, or refused it. */
  public record Lost(long changes, long samples) {}

  private record Remembered(ReplicaState state, Instant nextSample) {}

  /**
   * Wired once.
   *
   * @param sampleInterval from one sample of a replica to the next, at least
   * @param most how many changes, and how many samples, wait for the store at most
   */
  public History(Duration sampleInterval, int most) {
    this.sampleInterval = sampleInterval;
    this.notes = new Backlog<>(most);
    this.samples = new Backlog<>(most);
  }

  @Override
  public void onReading(ReplicaReading reading) {
    ReplicaState state = ReplicaState.of(reading);
    Optional<Remembered> before = Optional.ofNullable(remembered.get(reading.database()));
    boolean changed = before.filter(it -> it.state().equals(state)).isEmpty();
    Instant due = before.map(Remembered::nextSample).orElse(reading.readAt());
    boolean sampled = !reading.readAt().isBefore(due);
    if (changed || sampled) {
      Instant next = sampled ? reading.readAt().plus(sampleInterval) : due;
      remembered.put(reading.database(), new Remembered(state, next));
    }
    if (sampled) {
      samples.add(StatusSample.of(reading));
    }
    if (changed) {
      notes.add(List.of(new StatusNote(reading.database(), reading.readAt(), state)));
    }
  }

  /** How much was given up so far. */
  public Lost lost() {
    return new Lost(notes.lost(), samples.lost());
  }

  /** Waits until there is a change to write, or the time is over. */
  void awaitChange(Duration atMost) throws InterruptedException {
    notes.await(atMost);
  }

  /**
   * Writes up to so many of the oldest changes.
   *
   * @return how many
   * @throws RuntimeException the store's: then they are kept
   */
  int writeChanges(HistoryStore store, int limit) {
    int count = notes.write(store::record, limit);
    if (count > 0) {
      written.incrementAndGet();
      synchronized (written) {
        written.notifyAll();
      }
    }
    return count;
  }

  /** How often changes were written; to be asked before looking, for {@link #awaitWritten}. */
  public long written() {
    return written.get();
  }

  /**
   * Waits until changes were written since, or the time is over. Only a shortcut: another instance
   * may have written some.
   */
  public void awaitWritten(long seen, Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    synchronized (written) {
      long left = atMost.toMillis();
      while (written.get() == seen && left > 0) {
        written.wait(left);
        left = (until - System.nanoTime()) / 1_000_000;
      }
    }
  }

  /** The same with samples. */
  int writeSamples(HistoryStore store, int limit) {
    return samples.write(store::sample, limit);
  }
}
