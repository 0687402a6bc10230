package io.replicamedic.web;

import io.replicamedic.controls.Downtime;
import io.replicamedic.controls.Downtimes;
import io.replicamedic.fleet.Discovered;
import io.replicamedic.fleet.Discoveries;
import io.replicamedic.fleet.Discovery;
import io.replicamedic.fleet.FleetQuery;
import io.replicamedic.fleet.Replicas;
import io.replicamedic.fleet.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Lists of replicas as they are sent: rendered once for all that ask the same before anything new
 * is known. Asked by the controller.
 */
@Component
final class ListAnswers {
  /** Many dashboards ask few questions; whoever asks many shall not fill the memory. */
  private static final int MOST = 16;

  /** Readings grow stale and downtimes end while nothing is read. */
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final Replicas replicas;
  private final Downtimes downtimes;
  private final Discovery discovery;
  private final RegisteredReplicas registered;
  private final Clock clock;
  private final Map<Question, Answer> known = new ConcurrentHashMap<>();

  ListAnswers(
      Replicas replicas,
      Downtimes downtimes,
      Discovery discovery,
      RegisteredReplicas registered,
      Clock clock) {
    this.replicas = replicas;
    this.downtimes = downtimes;
    this.discovery = discovery;
    this.registered = registered;
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param downtime only those in one, or only the others; empty = all
   */
  record Question(FleetQuery query, Optional<Boolean> downtime) {}

  /**
   * All that a list is made of: whatever is added to its view belongs here, too, or an old answer
   * would be sent.
   */
  private record Known(long version, Map<String, Downtime> downtimes, Discoveries found) {}

  /** A page, and of when and what it is. */
  private record Page(ReplicasView view, Known of, Instant at) {}

  /** A page as it is sent; people get it as text. */
  record Answer(Page page, byte[]... json) implements RenderedJson.Answer, Printable {
    @Override
    public String text(Reader reader) {
      return page.view().text(reader);
    }
  }

  Answer of(Question question) {
    // Taken first: what comes while the page is made makes it an old one.
    Known now = new Known(replicas.version(), downtimes.known(), discovery.found());
    Instant moment = clock.instant();
    Answer last = known.get(question);
    if (last != null
        && last.page().of().equals(now)
        && moment.isBefore(last.page().at().plus(LONGEST))) {
      return last;
    }
    ReplicasView view = view(question);
    Answer answer = new Answer(new Page(view, now, moment), Wire.JSON.writeValueAsBytes(view));
    if (last == null && known.size() >= MOST) {
      known.clear();
    }
    known.put(question, answer);
    return answer;
  }

  private ReplicasView view(Question question) {
    List<Standing> wanted =
        replicas.standings().stream()
            .filter(
                it -> question.downtime().orElse(until(it).isPresent()) == until(it).isPresent())
            .toList();
    return ReplicasView.of(
        question.query().of(wanted),
        question.downtime().orElse(false) ? List.of() : discovered(question.query()),
        this::until,
        registered.misconfigured());
  }

  private Optional<Instant> until(Standing standing) {
    return downtimes.of(standing.database().id()).map(Downtime::until);
  }

  // Nothing is read of them, so none has a severity or a code; and they are on the first page only.
  private List<DiscoveredView> discovered(FleetQuery query) {
    return query.after().isEmpty() && query.atLeast().isEmpty() && query.codes().isEmpty()
        ? discovery.found().databases().stream()
            .filter(Discovered::isReplica)
            .filter(it -> query.kind().isEmpty() || it.facts().kind() == query.kind().get())
            .filter(it -> it.id().contains(query.text().toLowerCase(Locale.ROOT)))
            .map(DiscoveredView::of)
            .toList()
        : List.of();
  }
}
