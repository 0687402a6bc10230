package io.replicamedic.web;

import io.replicamedic.journal.JournalEntry;
import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.Workflows;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends a workflow's journal rows as they are committed, a virtual thread for each listener. */
@Component
class LiveStreams {
  private static final Logger log = LoggerFactory.getLogger(LiveStreams.class);

  /** How soon a shutdown, or a listener that went away, is noticed. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Workflows workflows;
  private final Streams streams;
  private final Departure departure;
  private final Clock clock;
  private final Duration keepAlive;
  private final AtomicInteger listeners = new AtomicInteger();

  LiveStreams(
      Workflows workflows,
      Streams streams,
      Departure departure,
      Clock clock,
      WebConfiguration.Patience patience) {
    this.workflows = workflows;
    this.streams = streams;
    this.departure = departure;
    this.clock = clock;
    this.keepAlive = patience.keepAlive();
  }

  /** How many listen right now. */
  int listeners() {
    return listeners.get();
  }

  /** Begins to send what follows a row; the emitter never times out by itself. */
  SseEmitter follow(String id, long after) {
    SseEmitter emitter = new SseEmitter(0L);
    AtomicBoolean gone = new AtomicBoolean();
    emitter.onCompletion(() -> gone.set(true));
    emitter.onError(e -> gone.set(true));
    listeners.incrementAndGet();
    Thread.ofVirtual()
        .name("events-" + id)
        .start(() -> run(new Listener(emitter, gone, id, after, clock.instant())));
    return emitter;
  }

  private void run(Listener listener) {
    try {
      while (!listener.gone.get() && !departure.begun() && step(listener)) {
        // each step sends what is new, or waits for it
      }
    } catch (IOException | IllegalStateException e) {
      log.debug("listener of {} went away", listener.id, e);
    } catch (RuntimeException e) {
      log.warn("event stream of workflow {} broke; its listener may come back", listener.id, e);
    } finally {
      listeners.decrementAndGet();
      listener.emitter.complete();
    }
  }

  // State first, rows second: they are committed together, so whoever sees the end sees all rows.
  private boolean step(Listener listener) throws IOException {
    Optional<Workflow> seen = workflows.find(listener.id);
    if (seen.isEmpty()) {
      return false;
    }
    for (JournalEntry row : streams.after(listener.id, listener.sent)) {
      listener.send(row, clock.instant());
    }
    if (seen.get().state().ended()) {
      return false;
    }
    Duration quiet = Duration.between(listener.lastWord, clock.instant());
    if (quiet.compareTo(keepAlive) >= 0) {
      listener.keepAlive(clock.instant());
    }
    workflows.awaitChange(
        listener.id, seen.get().version(), keepAlive.compareTo(LOOK) < 0 ? keepAlive : LOOK);
    return true;
  }

  /** One connection, and how far it is. */
  private static final class Listener {
    private final SseEmitter emitter;
    private final AtomicBoolean gone;
    private final String id;
    private long sent;
    private Instant lastWord;

    Listener(SseEmitter emitter, AtomicBoolean gone, String id, long sent, Instant lastWord) {
      this.emitter = emitter;
      this.gone = gone;
      this.id = id;
      this.sent = sent;
      this.lastWord = lastWord;
    }

    void send(JournalEntry row, Instant now) throws IOException {
      emitter.send(
          SseEmitter.event()
              .id(Long.toString(row.seq()))
              .name(row.kind().name().toLowerCase(Locale.ROOT))
              .data(Wire.JSON.writeValueAsString(JournalRow.of(row))));
      sent = row.seq();
      lastWord = now;
    }

    void keepAlive(Instant now) throws IOException {
      emitter.send(SseEmitter.event().comment("still here"));
      lastWord = now;
    }
  }
}
