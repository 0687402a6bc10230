package io.replicamedic.web;

import io.replicamedic.fleet.HistoryStore;
import io.replicamedic.fleet.HistoryStore.Place;
import io.replicamedic.fleet.StatusChange;
import io.replicamedic.fleet.StatusSample;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a replica's status was. */
@RestController
@RequestMapping(
    path = Media.BASE + "/replicas",
    produces = {Media.JSON, Media.TEXT})
@Tag(name = "fleet")
class HistoryController {
  private static final int CURSOR = 160;
  private static final String CURSOR_MESSAGE = "must be next of the page before";
  private static final String BETWEEN = "~";

  private final RegisteredReplicas replicas;
  private final HistoryStore store;
  private final Clock clock;

  HistoryController(RegisteredReplicas replicas, HistoryStore store, Clock clock) {
    this.replicas = replicas;
    this.store = store;
    this.clock = clock;
  }

  @GetMapping("/{id}/status/history")
  @Operation(
      operationId = "getReplicaHistory",
      summary = "What its status was, newest first: changes, or numbers to plot",
      description =
          "A change has the state before and after it. A time without samples is one in which it"
              + " was not read. How long both are kept is set under replica-medic.history.")
  @Fails({400, 404})
  HistoryView history(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Parameter(description = "changes or samples") @RequestParam(defaultValue = "changes")
          HistoryView.Kind kind,
      @Parameter(description = "not before that, UTC", example = "2026-11-27T12:00:00Z")
          @RequestParam(required = false)
          @Nullable Instant from,
      @Parameter(description = "before that, UTC; now if absent") @RequestParam(required = false)
          @Nullable Instant to,
      @Parameter(description = "next of the page before")
          @RequestParam(defaultValue = "")
          @Size(max = CURSOR, message = CURSOR_MESSAGE)
          String after,
      @RequestParam(defaultValue = "100")
          @Min(value = 1, message = Limits.ROWS_MESSAGE)
          @Max(value = Limits.ROWS, message = Limits.ROWS_MESSAGE)
          int limit) {
    String replica = replicas.require(id).id();
    Instant now = clock.instant();
    Instant begin = from == null || from.isBefore(Instant.EPOCH) ? Instant.EPOCH : from;
    Instant end = to == null || to.isAfter(now) ? now : to;
    if (!begin.isBefore(end)) {
      throw invalid("from", "must be before to, " + end);
    }
    return switch (kind) {
      case CHANGES ->
          changes(replica, store.changes(replica, begin, end, number(after), limit + 1), limit);
      case SAMPLES ->
          samples(replica, store.samples(replica, begin, place(after, end), limit + 1), limit);
    };
  }

  // One more than asked for was read: it tells whether there is another page.
  private static HistoryView changes(String replica, List<StatusChange> found, int limit) {
    List<StatusChange> page = found.stream().limit(limit).toList();
    return new HistoryView(
        replica,
        HistoryView.Kind.CHANGES,
        page.stream().map(ChangeView::of).toList(),
        List.of(),
        found.size() > limit ? Optional.of(Long.toString(page.getLast().seq())) : Optional.empty());
  }

  private static HistoryView samples(String replica, List<StatusSample> found, int limit) {
    List<StatusSample> page = found.stream().limit(limit).toList();
    return new HistoryView(
        replica,
        HistoryView.Kind.SAMPLES,
        List.of(),
        page.stream().map(SampleView::of).toList(),
        found.size() > limit
            ? Optional.of(page.getLast().at() + BETWEEN + page.getLast().channel())
            : Optional.empty());
  }

  private static long number(String cursor) {
    try {
      return cursor.isEmpty() ? Long.MAX_VALUE : Long.parseUnsignedLong(cursor);
    } catch (NumberFormatException e) {
      throw invalid("after", CURSOR_MESSAGE);
    }
  }

  private static Place place(String cursor, Instant end) {
    if (cursor.isEmpty()) {
      return new Place(end, "");
    }
    int between = cursor.indexOf(BETWEEN);
    try {
      Instant at = Instant.parse(cursor.substring(0, Math.max(between, 0)));
      if (at.isBefore(Instant.EPOCH)) { // no page ends there, and the store cannot say every moment
        throw invalid("after", CURSOR_MESSAGE);
      }
      return at.isBefore(end) ? new Place(at, cursor.substring(between + 1)) : new Place(end, "");
    } catch (DateTimeException e) {
      throw invalid("after", CURSOR_MESSAGE);
    }
  }

  private static Refusal invalid(String field, String message) {
    return new Refusal(
            Fault.INVALID_REQUEST, "'" + field + "' " + message, "correct the fields listed")
        .with("fields", List.of(Map.of("field", field, "message", message)));
  }
}
