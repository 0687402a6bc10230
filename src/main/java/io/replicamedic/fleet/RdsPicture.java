package io.replicamedic.fleet;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RdsDatabase;
import io.replicamedic.outside.RdsEvent;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.Failover;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that the RDS API has told of one account and region, at one moment.
 *
 * @param answered whether it has ever told what databases there are, or as many as we may know of
 * @param surveyed the last survey that was whole
 * @param named by registered id, where the API was asked by name
 * @param unreadable by registered id: why the last question failed
 * @param events oldest first
 * @param eventsReadAt when they were read last; empty when never
 * @param eventsUnreadable why they could not be read the last time
 */
record RdsPicture(
    AwsAccount account,
    boolean answered,
    List<RdsDatabase> surveyed,
    Map<String, RdsFacts> named,
    Map<String, String> unreadable,
    List<RdsEvent> events,
    Optional<Instant> eventsReadAt,
    Optional<String> eventsUnreadable) {
  RdsPicture {
    surveyed = List.copyOf(surveyed);
    named = Map.copyOf(named);
    unreadable = Map.copyOf(unreadable);
    events = List.copyOf(events);
  }

  static RdsPicture blank(AwsAccount account) {
    return new RdsPicture(
        account,
        false,
        List.of(),
        Map.of(),
        Map.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** After a survey. */
  RdsPicture surveyed(List<RdsDatabase> all, Map<String, String> missing) {
    return new RdsPicture(
        account, true, all, Map.of(), missing, events, eventsReadAt, eventsUnreadable);
  }

  /** After questions by name. */
  RdsPicture named(Map<String, RdsFacts> facts, Map<String, String> missing) {
    boolean some = answered || missing.isEmpty() || !facts.isEmpty();
    return new RdsPicture(
        account, some, surveyed, facts, missing, events, eventsReadAt, eventsUnreadable);
  }

  /** After a question that was not answered: what was told before stands. */
  RdsPicture unreadable(Map<String, String> missing) {
    return new RdsPicture(
        account, answered, surveyed, named, missing, events, eventsReadAt, eventsUnreadable);
  }

  RdsPicture events(List<RdsEvent> all, Instant readAt) {
    return new RdsPicture(
        account, answered, surveyed, named, unreadable, all, Optional.of(readAt), Optional.empty());
  }

  RdsPicture eventsUnreadable(String why) {
    return new RdsPicture(
        account, answered, surveyed, named, unreadable, events, eventsReadAt, Optional.of(why));
  }

  /** Whether databases and events were told at least once. */
  boolean isRead() {
    return answered && eventsReadAt.isPresent();
  }

  /** The last facts of a registered database. */
  Optional<RdsFacts> facts(Database database) {
    return Optional.ofNullable(named.get(database.id()))
        .or(() -> told(database).map(RdsDatabase::facts));
  }

  /** Its parameter groups, of the moment of its facts; none where it was asked by name. */
  List<String> parameters(Database database) {
    return named.containsKey(database.id())
        ? List.of()
        : told(database).map(RdsDatabase::parameters).orElse(List.of());
  }

  /** What the survey told of a registered database. */
  private Optional<RdsDatabase> told(Database database) {
    return database.aws().flatMap(identity -> first(it -> it.is(identity)));
  }

  /** All managed replicas of a source, by what RDS calls it. */
  List<String> replicasOf(String source) {
    return Stream.concat(surveyed.stream().map(RdsDatabase::facts), named.values().stream())
        .filter(it -> !source.isEmpty() && it.managedSource().equalsIgnoreCase(source))
        .map(RdsFacts::instance)
        .distinct()
        .toList();
  }

  /** Whatever is served at that address. */
  Optional<RdsSource> sourceAt(Endpoint address) {
    return first(it -> it.answersAt(address)).map(this::of);
  }

  /** By what an operator said. */
  RdsSource source(AwsIdentity identity) {
    return first(it -> it.is(identity) || isMember(it, identity))
        .map(this::of)
        .orElseGet(
            () ->
                new RdsSource(
                    account,
                    identity.toString(),
                    identity.instance().map(Set::of).orElse(Set.of()),
                    identity.cluster().map(Set::of).orElse(Set.of()),
                    RdsSource.Reach.HERE));
  }

  /** By the identifier of an instance or a cluster; empty when the survey does not tell it. */
  Optional<RdsSource> source(String id) {
    return first(it -> id.equalsIgnoreCase(it.facts().instance()))
        .or(() -> first(it -> id.equalsIgnoreCase(it.facts().cluster())))
        .map(this::of);
  }

  List<Failover> failoversOf(RdsSource source) {
    return events.stream()
        .filter(it -> it.kind() == RdsEvent.Kind.FAILOVER && source.isSubjectOf(it))
        .map(it -> new Failover(it.at(), it.subject() + ": " + it.message()))
        .toList();
  }

  /** Why events may be missing; empty when they were read. */
  Optional<String> missingEvents() {
    return eventsUnreadable.or(
        () -> eventsReadAt.isPresent() ? Optional.empty() : Optional.of("not read yet"));
  }

  /** While a cluster fails over it may have no writer. */
  private static boolean isMember(RdsDatabase it, AwsIdentity identity) {
    return identity.instance().isEmpty()
        && identity.cluster().filter(it.facts().cluster()::equalsIgnoreCase).isPresent();
  }

  /** Of a cluster's member the whole cluster: whoever takes over, and whatever is told of which. */
  private RdsSource of(RdsDatabase database) {
    String cluster = database.facts().cluster();
    if (cluster.isEmpty()) {
      String id = database.facts().instance();
      return new RdsSource(account, "instance " + id, Set.of(id), Set.of(), RdsSource.Reach.HERE);
    }
    Set<String> members =
        surveyed.stream()
            .map(RdsDatabase::facts)
            .filter(it -> it.cluster().equalsIgnoreCase(cluster))
            .map(RdsFacts::instance)
            .collect(Collectors.toSet());
    return new RdsSource(
        account, "cluster " + cluster, members, Set.of(cluster), RdsSource.Reach.HERE);
  }

  private Optional<RdsDatabase> first(Predicate<RdsDatabase> wanted) {
    return surveyed.stream().filter(wanted).min(Comparator.comparing(it -> it.facts().instance()));
  }
}
