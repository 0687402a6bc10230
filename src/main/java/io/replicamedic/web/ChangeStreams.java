package io.replicamedic.web;

import io.replicamedic.fleet.History;
import io.replicamedic.fleet.HistoryStore;
import io.replicamedic.fleet.ReplicaState;
import io.replicamedic.fleet.StatusChange;
import io.replicamedic.replication.Severity;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends changes of replicas' states as they are stored, a virtual thread for each listener. What a
 * listener has not got is in the store and not in memory: a slow one costs nothing, and is let go
 * by the server's write time-out.
 */
@Component
class ChangeStreams {
  private static final Logger log = LoggerFactory.getLogger(ChangeStreams.class);

  /** How soon another instance's changes, a shutdown or a listener that went away are noticed. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final int PAGE = 200;

  private final History history;
  private final HistoryStore store;
  private final Departure departure;
  private final Clock clock;
  private final Duration keepAlive;
  private final int most;
  private final AtomicInteger listeners = new AtomicInteger();

  ChangeStreams(
      History history,
      HistoryStore store,
      Departure departure,
      Clock clock,
      WebConfiguration.Patience patience) {
    this.history = history;
    this.store = store;
    this.departure = departure;
    this.clock = clock;
    this.keepAlive = patience.keepAlive();
    this.most = patience.mostStreams();
  }

  /**
   * What a listener wants to hear of.
   *
   * @param replicas ids; empty = all
   * @param atLeast the state before or after is this bad
   */
  record Wish(Set<String> replicas, Severity atLeast) {
    boolean covers(StatusChange change) {
      return (replicas.isEmpty() || replicas.contains(change.replica()))
          && (isBad(change.after()) || change.before().filter(this::isBad).isPresent());
    }

    private boolean isBad(ReplicaState state) {
      return state.severity().compareTo(atLeast) >= 0;
    }

    /** For the store, which finds those of one or of all. */
    String only() {
      return replicas.size() == 1 ? replicas.iterator().next() : "";
    }
  }

  /** How many listen right now. */
  int listeners() {
    return listeners.get();
  }

  /** The newest change: from there on a new listener is told. */
  long newest() {
    return store.head().last();
  }

  /**
   * Begins to send what follows a change; the emitter never times out by itself.
   *
   * @throws Refusal when too many listen already
   */
  SseEmitter follow(Wish wish, long after) {
    if (listeners.incrementAndGet() > most) {
      listeners.decrementAndGet();
      throw new Refusal(
          Fault.UNAVAILABLE,
          most + " listeners follow the replicas already",
          "close one, poll " + Media.BASE + "/replicas, or raise replica-medic.web.most-streams");
    }
    SseEmitter emitter = new SseEmitter(0L);
    Listener listener = new Listener(emitter, wish, after);
    emitter.onCompletion(() -> listener.gone.set(true));
    emitter.onError(e -> listener.gone.set(true));
    Thread.ofVirtual().name("replica-events").start(() -> run(listener));
    return emitter;
  }

  private void run(Listener listener) {
    try {
      listener.greet();
      while (!listener.gone.get() && !departure.begun()) {
        long seen = history.written();
        if (!listener.sendNew()) {
          listener.keepAlive();
          history.awaitWritten(seen, keepAlive.compareTo(LOOK) < 0 ? keepAlive : LOOK);
        }
      }
    } catch (IOException | IllegalStateException e) {
      log.debug("a listener of replicas went away", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.warn("a stream of replicas' changes broke; its listener may come back", e);
    } finally {
      listeners.decrementAndGet();
      listener.emitter.complete();
    }
  }

  /** One connection, and how far it is. */
  private final class Listener {
    private final SseEmitter emitter;
    private final Wish wish;
    private final AtomicBoolean gone = new AtomicBoolean();
    private long sent;
    private Instant lastWord = clock.instant();

    Listener(SseEmitter emitter, Wish wish, long sent) {
      this.emitter = emitter;
      this.wish = wish;
      this.sent = sent;
    }

    // What was deleted cannot be sent: a listener that was away for too long must know that.
    void greet() throws IOException {
      HistoryStore.Head head = store.head();
      sent = Math.min(sent, head.last());
      if (sent < head.pruned()) {
        emitter.send(
            SseEmitter.event()
                .name("missed")
                .data(Wire.JSON.writeValueAsString(Map.of("after", sent, "upTo", head.pruned()))));
      }
      say("listening");
    }

    /** Whether there was anything, which it did not need to wish for. */
    boolean sendNew() throws IOException {
      // Asked first: up to there all of one replica's are in the page, if that is not full.
      long last = wish.only().isEmpty() ? 0 : store.head().last();
      List<StatusChange> more = store.after(sent, wish.only(), PAGE);
      for (StatusChange change : more) {
        if (wish.covers(change)) {
          emitter.send(
              SseEmitter.event()
                  .id(Long.toString(change.seq()))
                  .name("change")
                  .data(Wire.JSON.writeValueAsString(ChangeView.of(change))));
          lastWord = clock.instant();
        }
        sent = change.seq();
      }
      if (more.size() < PAGE) {
        sent = Math.max(sent, last);
      }
      return !more.isEmpty();
    }

    void keepAlive() throws IOException {
      if (Duration.between(lastWord, clock.instant()).compareTo(keepAlive) >= 0) {
        say("still here");
      }
    }

    // With the number: whoever comes back need not be told again of what was not wished for.
    private void say(String words) throws IOException {
      emitter.send(SseEmitter.event().id(Long.toString(sent)).comment(words));
      lastWord = clock.instant();
    }
  }
}
