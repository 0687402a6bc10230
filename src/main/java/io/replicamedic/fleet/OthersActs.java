package io.replicamedic.fleet;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.replication.Act;
import io.replicamedic.replication.ReplicationStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What others than we did to replicas, as each server's own record has it; asked by {@link
 * Replicas} at a reading. Seldom read where all runs, soon where a thread does not, and remembered
 * in between.
 */
final class OthersActs {
  private static final Logger LOG = LoggerFactory.getLogger(OthersActs.class);

  /** As long as ours count. */
  private static final Duration BACK = Duration.ofHours(1);

  private static final Duration WHILE_ALL_RUNS = Duration.ofMinutes(1);
  private static final Duration WHILE_SOMETHING_DOES_NOT = Duration.ofSeconds(5);

  /** A privilege may be granted, seldom enough to cost nothing. */
  private static final Duration WHILE_UNTOLD = Duration.ofMinutes(10);

  private final RecentActs ours;
  private final Clock clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  OthersActs(RecentActs ours, Clock clock) {
    this.ours = ours;
    this.clock = clock;
  }

  /**
   * Oldest first; what a workflow of ours called is not among them.
   *
   * @throws io.replicamedic.outside.DatabaseUnreachable when the session broke
   */
  List<Act> of(Database database, ReplicaSession session, List<ReplicationStatus> statuses) {
    Known last = known.get(database.id());
    boolean wellNow = statuses.stream().allMatch(ReplicationStatus::running);
    if (last == null || last.isOld(clock.instant(), wellNow)) {
      last = read(database, session, last);
      known.put(database.id(), last);
    }
    Instant from = clock.instant().minus(BACK);
    return last.acts().stream().filter(act -> act.at().isAfter(from)).toList();
  }

  /**
   * Who configured a source since then, however long ago that is; read now.
   *
   * @throws io.replicamedic.outside.DatabaseUnreachable when the session broke
   */
  List<Act> configuredSince(ReplicaSession session, Instant from) {
    return session.recordedActs(Duration.between(from, clock.instant())).stream()
        .flatMap(List::stream)
        .filter(act -> act.kind() == Act.Kind.CONFIGURE)
        .toList();
  }

  private Known read(Database database, ReplicaSession session, @Nullable Known before) {
    Instant now = clock.instant();
    Optional<List<Act>> told = session.recordedActs(BACK);
    if (told.isEmpty() && (before == null || before.told())) {
      LOG.info(
          "what others do to {} is not known: it has no mysql.rds_history, or {} may not read it",
          database.id(),
          database.admin().user());
    }
    return new Known(
        now, told.map(acts -> others(database, acts)).orElse(List.of()), told.isPresent());
  }

  // The account may be a person's, too: ours is what it called while a workflow was at work.
  private List<Act> others(Database database, List<Act> acts) {
    Predicate<Act> underOurName = act -> act.by().startsWith(database.admin().user() + "@");
    if (acts.stream().noneMatch(underOurName)) {
      return acts;
    }
    Predicate<Instant> atWork = ours.atWork(database.id());
    return acts.stream().filter(act -> !underOurName.test(act) || !atWork.test(act.at())).toList();
  }

  private record Known(Instant readAt, List<Act> acts, boolean told) {
    // A clock that was set back makes it old, too.
    boolean isOld(Instant now, boolean allRuns) {
      Duration wait = allRuns ? WHILE_ALL_RUNS : WHILE_SOMETHING_DOES_NOT;
      Duration age = Duration.between(readAt, now);
      return age.isNegative() || age.compareTo(told ? wait : WHILE_UNTOLD) >= 0;
    }
  }
}
