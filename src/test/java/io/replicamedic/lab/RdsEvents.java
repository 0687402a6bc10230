package io.replicamedic.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What happened in a fleet, as DescribeEvents tells it; kept by {@link Rds}. */
final class RdsEvents {
  private static final Duration KEPT = Duration.ofDays(14);

  private final Supplier<Instant> now;
  private final List<AwsEndpoint.Event> events = new ArrayList<>();

  RdsEvents(Supplier<Instant> now) {
    this.now = now;
  }

  void add(AwsEndpoint.Event event) {
    events.add(event);
  }

  List<Xml> describe(Query request) {
    String source = request.text("SourceIdentifier");
    String type = request.text("SourceType");
    List<String> categories = request.texts("EventCategories.EventCategory");
    if (!source.isEmpty() && type.isEmpty()) {
      throw AwsError.client(
          "InvalidParameterCombination",
          "Cannot specify source identifier without specifying source type");
    }
    Instant end = request.has("EndTime") ? Instant.parse(request.text("EndTime")) : now.get();
    Instant start =
        request.has("StartTime")
            ? Instant.parse(request.text("StartTime"))
            : end.minus(Duration.ofMinutes(request.number("Duration", 60)));
    Stream<AwsEndpoint.Event> told =
        events.stream()
            .filter(event -> source.isEmpty() || event.source().equals(source))
            .filter(event -> type.isEmpty() || event.sourceType().equals(type))
            .filter(
                event ->
                    categories.isEmpty()
                        || event.categories().stream().anyMatch(categories::contains))
            .filter(event -> event.at().isAfter(now.get().minus(KEPT)))
            .filter(event -> !event.at().isBefore(start) && !event.at().isAfter(end));
    return Page.ofRds(
        request,
        "Events",
        "Event",
        told.toList(),
        event -> "%08d".formatted(events.indexOf(event)),
        event ->
            List.of(
                Xml.of("SourceIdentifier", event.source()),
                Xml.of("SourceType", event.sourceType()),
                Xml.of("Message", event.message()),
                Xml.of(
                    "EventCategories",
                    event.categories().stream().map(it -> Xml.of("EventCategory", it)).toList()),
                Xml.of("Date", event.at())));
  }
}
