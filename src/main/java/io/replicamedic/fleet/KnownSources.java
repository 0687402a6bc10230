package io.replicamedic.fleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which servers the channels were connected to when the history was last written, by this instance
 * or another: without it a source that was replaced while nobody looked would pass for the old one.
 * Read once at the start; asked by {@link Replicas} before the first reading of each.
 */
public final class KnownSources {
  /** Of nothing. */
  public static final KnownSources NONE = new KnownSources(Map.of());

  private static final Logger LOG = LoggerFactory.getLogger(KnownSources.class);

  /** So many changes back: a replica that was away and back again has the source's name in each. */
  private static final int BACK = 100;

  private final Map<String, Map<String, KnownSource>> byReplica;

  private KnownSources(Map<String, Map<String, KnownSource>> byReplica) {
    this.byReplica = Map.copyOf(byReplica);
  }

  /**
   * What the store knows of these. A replica whose stored states cannot be read is left out.
   *
   * @throws RuntimeException the store's, when it is away
   */
  public static KnownSources of(Registry registry, HistoryStore store, Clock clock) {
    Map<String, Map<String, KnownSource>> all = new HashMap<>();
    Instant from = Instant.EPOCH;
    Instant to = clock.instant().plus(Duration.ofDays(365));
    for (StatusNote last : store.last()) {
      if (registry.replicas().stream().noneMatch(it -> it.id().equals(last.replica()))) {
        continue;
      }
      Search search = new Search();
      search.look(last);
      if (!search.isOver()) {
        older(store, last.replica(), from, to).forEach(search::look);
      }
      all.put(last.replica(), Map.copyOf(search.found));
    }
    return new KnownSources(all);
  }

  // What an older version wrote, or a newer one, may not be readable.
  private static List<StatusNote> older(
      HistoryStore store, String replica, Instant from, Instant to) {
    try {
      return store.changes(replica, from, to, Long.MAX_VALUE, BACK).stream()
          .map(it -> new StatusNote(replica, it.at(), it.after()))
          .toList();
    } catch (RuntimeException e) {
      LOG.warn("which source {} had before cannot be read", replica, e);
      return List.of();
    }
  }

  /** By channel; empty when nothing is known. */
  Map<String, KnownSource> of(String replica) {
    return byReplica.getOrDefault(replica, Map.of());
  }

  /** Goes back in one replica's states until each of its channels has told its source. */
  private static final class Search {
    private final Map<String, KnownSource> found = new HashMap<>();
    private final Map<String, ChannelSummary> wanted = new HashMap<>();
    private boolean begun;

    /** An older one each time. */
    void look(StatusNote note) {
      ReplicaState state = note.state();
      if (isOver() || state.isUnreadable()) {
        return;
      }
      if (!begun) {
        begun = true;
        state.channels().forEach(it -> wanted.put(it.channel(), it));
      }
      for (ChannelSummary asked : List.copyOf(wanted.values())) {
        // One that was not there, or had another address, has been configured since.
        Optional<ChannelSummary> then =
            state.channel(asked.channel()).filter(it -> it.source().equals(asked.source()));
        if (then.filter(it -> it.sourceUuid().isEmpty()).isEmpty()) {
          wanted.remove(asked.channel());
          then.ifPresent(
              it ->
                  found.put(
                      it.channel(), new KnownSource(it.source(), it.sourceUuid(), note.at())));
        }
      }
    }

    boolean isOver() {
      return begun && wanted.isEmpty();
    }
  }
}
