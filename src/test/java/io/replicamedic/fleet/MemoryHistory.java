package io.replicamedic.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A history that can be away; it numbers changes as the real ones do (HistoryContract). */
public final class MemoryHistory implements HistoryStore {
  private final List<StatusChange> changes = new ArrayList<>();
  private final List<StatusSample> samples = new ArrayList<>();
  private final Map<String, ReplicaState> states = new HashMap<>();
  private boolean away;
  private String refused = "";
  private long pruned;
  private long last;

  /** From now on nothing is taken, or everything again. */
  public synchronized void away(boolean isAway) {
    away = isAway;
  }

  /** The last that was stored of a replica. */
  public synchronized Optional<ReplicaState> state(String replica) {
    return Optional.ofNullable(states.get(replica));
  }

  /** From now on nothing of that replica is taken. */
  public synchronized void refuse(String replica) {
    refused = replica;
  }

  @Override
  public synchronized void record(List<StatusNote> notes) {
    answer();
    take(notes.stream().map(StatusNote::replica));
    for (StatusNote note : notes) {
      Optional<ReplicaState> before = Optional.ofNullable(states.put(note.replica(), note.state()));
      if (before.filter(note.state()::equals).isEmpty()) {
        changes.add(new StatusChange(++last, note.replica(), note.at(), before, note.state()));
      }
    }
  }

  @Override
  public synchronized void sample(List<StatusSample> more) {
    answer();
    take(more.stream().map(StatusSample::replica));
    samples.addAll(more);
  }

  @Override
  public synchronized List<StatusNote> last() {
    answer();
    Map<String, StatusNote> all = new HashMap<>();
    changes.forEach(it -> all.put(it.replica(), new StatusNote(it.replica(), it.at(), it.after())));
    return List.copyOf(all.values());
  }

  @Override
  public synchronized Head head() {
    answer();
    return new Head(last, pruned);
  }

  @Override
  public synchronized List<StatusChange> after(long seq, String replica, int limit) {
    answer();
    return changes.stream()
        .filter(it -> it.seq() > seq && (replica.isEmpty() || it.replica().equals(replica)))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<StatusChange> changes(
      String replica, Instant from, Instant to, long before, int limit) {
    answer();
    return changes.reversed().stream()
        .filter(it -> it.replica().equals(replica) && it.seq() < before)
        .filter(it -> !it.at().isBefore(from) && it.at().isBefore(to))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<StatusSample> samples(
      String replica, Instant from, Place before, int limit) {
    answer();
    Comparator<StatusSample> order =
        Comparator.comparing(StatusSample::at).thenComparing(StatusSample::channel);
    return samples.stream()
        .filter(it -> it.replica().equals(replica) && !it.at().isBefore(from))
        .filter(it -> isBefore(it, before))
        .sorted(order.reversed())
        .limit(limit)
        .toList();
  }

  private static boolean isBefore(StatusSample it, Place place) {
    return it.at().isBefore(place.at())
        || (it.at().equals(place.at()) && it.channel().compareTo(place.channel()) < 0);
  }

  @Override
  public synchronized int pruneSamples(Instant before, int limit) {
    return delete(samples, it -> it.at().isBefore(before), limit).size();
  }

  @Override
  public synchronized int pruneChanges(Instant before, int limit) {
    return forget(delete(changes, it -> it.at().isBefore(before), limit));
  }

  @Override
  public synchronized int pruneChangesBeyond(int most, int limit) {
    return states.keySet().stream()
        .mapToInt(
            replica -> {
              long many = changes.stream().filter(it -> it.replica().equals(replica)).count();
              return forget(
                  delete(
                      changes,
                      it -> it.replica().equals(replica),
                      (int) Math.clamp(many - most, 0, limit)));
            })
        .max()
        .orElse(0);
  }

  private int forget(List<StatusChange> deleted) {
    deleted.forEach(it -> pruned = Math.max(pruned, it.seq()));
    return deleted.size();
  }

  private <T> List<T> delete(List<T> rows, Predicate<T> old, int limit) {
    answer();
    List<T> found = rows.stream().filter(old).limit(limit).toList();
    rows.removeAll(found);
    return found;
  }

  private void take(Stream<String> replicas) {
    if (replicas.anyMatch(refused::equals)) {
      throw new Refused(new IllegalArgumentException(refused + " is refused"));
    }
  }

  private void answer() {
    if (away) {
      throw new IllegalStateException("the store is away");
    }
  }
}
