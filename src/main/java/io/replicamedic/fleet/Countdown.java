package io.replicamedic.fleet;

import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RdsDatabase;
import io.replicamedic.outside.RdsEvent;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Since when managed replicas have been stopped, and what RDS will do about it: learnt from its
 * events, else from our own readings over SQL and of StatusInfos. Kept by {@link RdsKnowledge}.
 */
final class Countdown {
  /** StatusInfos of a managed replica, as {@link RdsFacts#statusInfos} words them. */
  private static final String REPLICATION = "read replication: ";

  private static final Set<String> STOPPED = Set.of("error", "stopped");

  /** It does not run then, and no countdown does. */
  private static final String TERMINATED = "terminated";

  private final Stops byApi = new Stops();
  private final Stops bySql = new Stops();

  /** What a reading over SQL says. */
  void read(Database database, List<ReplicationStatus> statuses, RdsPicture now, Instant at) {
    if (!statuses.isEmpty() && isManaged(database, now)) {
      boolean stopped =
          statuses.stream()
              .anyMatch(it -> it.receiver() == ThreadState.NO || it.applier() == ThreadState.NO);
      observe(bySql, replica(now, name(database, now)), stopped, at);
    }
  }

  /** What the API says; a replica just made says nothing. */
  void told(RdsPicture now) {
    Stream.concat(now.surveyed().stream().map(RdsDatabase::facts), now.named().values().stream())
        .forEach(
            facts ->
                facts.statusInfos().stream()
                    .filter(line -> line.startsWith(REPLICATION))
                    .map(line -> line.substring(REPLICATION.length()).split(",", 2)[0].strip())
                    .filter(state -> !state.equals(TERMINATED))
                    .forEach(
                        state ->
                            observe(
                                byApi,
                                replica(now, facts.instance()),
                                STOPPED.contains(state),
                                facts.readAt())));
  }

  /**
   * Of whichever of a source's replicas has been stopped for longest, as far as that is known;
   * empty when none is. One whose replication RDS has ended goes first.
   */
  Optional<Termination> of(List<String> replicas, RdsPicture now) {
    List<Termination> all =
        replicas.stream().flatMap(replica -> stopped(replica, replicas, now).stream()).toList();
    List<String> unknown =
        all.stream().filter(it -> it.since().isEmpty()).map(Termination::stopped).toList();
    return all.stream()
        .min(
            Comparator.<Termination, Boolean>comparing(it -> it.ended().isEmpty())
                .thenComparing(it -> it.since().orElse(Instant.MAX)))
        .map(it -> it.beside(unknown));
  }

  /** All managed replicas of its source, itself among them; none of a database of another kind. */
  static List<String> replicas(Database database, RdsPicture now) {
    if (!isManaged(database, now)) {
      return List.of();
    }
    String source = now.facts(database).map(RdsFacts::managedSource).orElse("");
    return Stream.concat(now.replicasOf(source).stream(), Stream.of(name(database, now)))
        .distinct()
        .sorted()
        .toList();
  }

  private Optional<Termination> stopped(String replica, List<String> all, RdsPicture now) {
    Stops.Replica its = replica(now, replica);
    return Stream.of(bySql, byApi)
        .flatMap(it -> it.of(its).stream())
        .reduce(Stops.Observed::or)
        .filter(Stops.Observed::isStopped)
        .map(seen -> told(replica, seen, all, since(replica, seen, now)));
  }

  private static Termination told(
      String replica, Stops.Observed seen, List<String> all, List<RdsEvent> events) {
    Termination running =
        events.stream()
            .filter(
                it ->
                    it.kind() == RdsEvent.Kind.REPLICATION_ERROR
                        || it.kind() == RdsEvent.Kind.REPLICATION_STOPPED)
            .findFirst()
            .map(
                it ->
                    new Termination(
                        replica, Optional.of(it.at()), "an event of RDS: " + it.message(), all))
            .orElseGet(() -> byOurselves(replica, seen, all));
    return events.stream()
        .filter(it -> it.kind() == RdsEvent.Kind.REPLICATION_TERMINATED)
        .findFirst()
        .map(it -> running.ended(it.at(), it.message()))
        .orElse(running);
  }

  private static Termination byOurselves(String replica, Stops.Observed seen, List<String> all) {
    Instant stoppedAt = seen.stoppedAt().orElseThrow();
    String knownFrom =
        seen.ranAt()
            .map(ran -> "our own readings: it ran then, and was stopped at " + stoppedAt)
            .orElse("nobody: it was stopped already when it was read first, at " + stoppedAt);
    return new Termination(replica, seen.ranAt(), knownFrom, all);
  }

  /** What happened to it after the last resumption, unless it was seen to run since; in order. */
  private static List<RdsEvent> since(String replica, Stops.Observed seen, RdsPicture now) {
    List<RdsEvent> own =
        now.events().stream()
            .filter(it -> it.of() == RdsEvent.Subject.INSTANCE)
            .filter(it -> it.subject().equalsIgnoreCase(replica))
            .toList();
    Instant resumed =
        own.stream()
            .filter(it -> it.kind() == RdsEvent.Kind.REPLICATION_RESUMED)
            .map(RdsEvent::at)
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    Instant ran = seen.ranAt().orElse(Instant.MIN);
    return own.stream().filter(it -> it.at().isAfter(resumed) && !it.at().isBefore(ran)).toList();
  }

  private static boolean isManaged(Database database, RdsPicture now) {
    return now.facts(database).map(RdsFacts::kind).orElse(database.kind())
        == ReplicationKind.RDS_MANAGED;
  }

  private static String name(Database database, RdsPicture now) {
    return now.facts(database)
        .map(RdsFacts::instance)
        .or(() -> database.aws().flatMap(AwsIdentity::instance))
        .orElse(database.id());
  }

  private static Stops.Replica replica(RdsPicture now, String instance) {
    return new Stops.Replica(now.account(), instance);
  }

  private static void observe(Stops stops, Stops.Replica replica, boolean stopped, Instant at) {
    if (stopped) {
      stops.stopped(replica, at);
    } else {
      stops.runs(replica, at);
    }
  }
}
