package io.replicamedic.fleet;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.outside.ServerFacts;
import io.replicamedic.outside.SourceSession;
import io.replicamedic.replication.Act;
import io.replicamedic.replication.Expected;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.Seen;
import io.replicamedic.replication.SourceReading;
import io.replicamedic.replication.Tolerances;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Reads replicas and remembers the last reading of each, so that a crowd asking for one replica
 * does not become a crowd of connections. Asked by web, fed by the {@link Poller}.
 */
public final class Replicas {
  private final Registry registry;
  private final Databases databases;
  private final RecentActs ours;
  private final OthersActs others;
  private final Latches latches;
  private final ReadingListener listener;
  private final RdsKnowledge rds;
  private final Clock clock;
  private final Duration freshFor;
  private final Tolerances tolerances;
  private final KnownSources sources;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final AtomicLong version = new AtomicLong();

  /**
   * Without anything that is known from the store.
   *
   * @param listener told of every reading
   * @param freshFor how old a reading may be before it is read anew even when not asked to; a
   *     poller keeps readings younger than that
   */
  public Replicas(
      Registry registry,
      Databases databases,
      RecentActs ours,
      Latches latches,
      ReadingListener listener,
      RdsKnowledge rds,
      Clock clock,
      Duration freshFor,
      Tolerances tolerances) {
    this(
        registry,
        databases,
        ours,
        latches,
        listener,
        rds,
        clock,
        freshFor,
        tolerances,
        KnownSources.NONE);
  }

  /**
   * Wired once; otherwise the same.
   *
   * @param sources what the channels were connected to before the start
   */
  public Replicas(
      Registry registry,
      Databases databases,
      RecentActs ours,
      Latches latches,
      ReadingListener listener,
      RdsKnowledge rds,
      Clock clock,
      Duration freshFor,
      Tolerances tolerances,
      KnownSources sources) {
    this.registry = registry;
    this.databases = databases;
    this.ours = ours;
    this.others = new OthersActs(ours, clock);
    this.latches = latches;
    this.listener = listener;
    this.rds = rds;
    this.clock = clock;
    this.freshFor = freshFor;
    this.tolerances = tolerances;
    this.sources = sources;
  }

  /**
   * The replica's status, at most {@code freshFor} old.
   *
   * @throws UnknownDatabase when it is not registered
   */
  public ReplicaReading recent(String id) {
    Database database = registry.require(id);
    return last(database).filter(it -> isFresh(age(it))).orElseGet(() -> live(database));
  }

  // Of a reading of the future nobody knows the age: our clock was set back.
  private boolean isFresh(Duration age) {
    return age.compareTo(freshFor) <= 0 && age.plus(freshFor).compareTo(Duration.ZERO) >= 0;
  }

  /** The replica's status, read now over a session of its own; throws as {@link #recent}. */
  public ReplicaReading live(String id) {
    return live(registry.require(id));
  }

  /** Another number after each reading; what was told before is the same until then. */
  public long version() {
    return version.get();
  }

  /** All registered replicas with their last readings, told for now; nothing is read. */
  public List<Standing> standings() {
    Instant now = clock.instant();
    return registry.replicas().stream()
        .map(it -> new Standing(it, last(it).map(known -> known.toldAt(now, tolerances))))
        .toList();
  }

  /** How old a reading is. */
  public Duration age(ReplicaReading reading) {
    return Duration.between(reading.readAt(), clock.instant());
  }

  /**
   * Reads over that session, which stays open.
   *
   * @throws DatabaseUnreachable when it broke; that is remembered, too
   */
  ReplicaReading read(Database database, ReplicaSession session) {
    Instant begin = clock.instant();
    List<ReplicationStatus> statuses = session.statuses();
    ServerFacts server = session.recentFacts();
    List<Act> done = done(database, session, statuses);
    List<Act> configured = configured(database, session, statuses);
    Instant end = clock.instant();
    rds.read(database, statuses, end);
    SharedLosses losses = new SharedLosses(rds, registry, this::last);
    // One at a time: two readings of one replica must not each leave out the other's.
    return remember(
        database.id(),
        before -> {
          Past past = before.past().since(latches.acknowledged(database.id()));
          latches.see(database.id(), past.shown(statuses, together(done, configured)));
          List<ChannelState> channels =
              past
                  .diagnosed(
                      database,
                      server,
                      statuses,
                      done,
                      latches.of(database.id()),
                      status -> rds.failovers(database, status),
                      tolerances)
                  .stream()
                  .map(channel -> losses.strengthened(database, channel))
                  .toList();
          return new Known(
              Optional.of(
                  ReplicaReading.of(
                          database.id(),
                          server,
                          channels,
                          expected(database),
                          end,
                          Duration.between(begin, end))
                      .lacking(List.copyOf(database.sources().keySet()))
                      .told(rds.of(database))),
              past.after(statuses));
        });
  }

  private Expected expected(Database database) {
    // A reader of a cluster that should replicate was its writer once: that is no good news.
    if (!database.sources().isEmpty()) {
      return Expected.SOURCE;
    }
    return switch (rds.kind(database)) {
      case AURORA_STORAGE -> Expected.SHARED_STORAGE;
      case RDS_MANAGED -> Expected.SOURCE;
      case EXTERNAL_BINLOG -> Expected.NOTHING;
    };
  }

  private List<Act> done(
      Database database, ReplicaSession session, List<ReplicationStatus> statuses) {
    return together(ours.of(database.id()), others.of(database, session, statuses));
  }

  // Seldom asked, and then as far back as is needed: what was planned is no change of identity,
  // however long ago it was.
  private List<Act> configured(
      Database database, ReplicaSession session, List<ReplicationStatus> statuses) {
    return known(database.id())
        .past()
        .replacedSince(statuses)
        .map(
            since ->
                together(
                    ours.configuredSince(database.id(), since),
                    others.configuredSince(session, since)))
        .orElse(List.of());
  }

  private static List<Act> together(List<Act> some, List<Act> more) {
    return Stream.concat(some.stream(), more.stream())
        .sorted(Comparator.comparing(Act::at))
        .toList();
  }

  private Known known(String id) {
    return known.getOrDefault(id, beginning(id));
  }

  private Known beginning(String id) {
    return new Known(Optional.empty(), Past.knowing(sources.of(id)));
  }

  /** Remembers that it could not be read. */
  ReplicaReading failed(Database database, int errno, String why, Instant begin) {
    Instant end = clock.instant();
    ReplicaReading unreadable =
        ReplicaReading.unreadable(
                database.id(), new Seen.Unreadable(errno, why, end), Duration.between(begin, end))
            .told(rds.of(database));
    return remember(database.id(), before -> new Known(Optional.of(unreadable), before.past()));
  }

  /**
   * Reads the source that all of these are registered with, for their diagnoses from now on.
   *
   * @throws DatabaseUnreachable when it cannot be read: what it said last stands
   */
  void readSource(List<Fed> fed) {
    Fed any = fed.getFirst();
    try (SourceSession session = databases.openSource(any.database(), any.channel())) {
      // Before it is asked: what a replica has from here on proves nothing errant.
      Instant asked = clock.instant();
      ServerFacts facts = session.facts();
      SourceReading reading =
          new SourceReading(facts.serverUuid(), facts.executed(), facts.purged(), asked);
      for (Fed each : fed) {
        known.compute(
            each.database().id(),
            (id, now) -> {
              Known before = now == null ? beginning(id) : now;
              return new Known(before.last(), before.past().beside(each.channel(), reading));
            });
      }
    }
  }

  private Optional<ReplicaReading> last(Database database) {
    return Optional.ofNullable(known.get(database.id())).flatMap(Known::last);
  }

  private ReplicaReading live(Database database) {
    Instant begin = clock.instant();
    try (ReplicaSession session = databases.openReplica(database)) {
      return read(database, session);
    } catch (DatabaseUnreachable e) {
      return failed(database, e.errno(), String.valueOf(e.getMessage()), begin);
    } catch (SecretMissing e) { // as the poller tells it
      return failed(database, 0, String.valueOf(e.getMessage()), begin);
    }
  }

  private ReplicaReading remember(String id, UnaryOperator<Known> next) {
    ReplicaReading last =
        known
            .compute(
                id,
                (_, before) -> {
                  Known now = next.apply(before == null ? beginning(id) : before);
                  now.last().ifPresent(listener::onReading);
                  return now;
                })
            .last()
            .orElseThrow();
    version.incrementAndGet();
    return last;
  }

  /** What is known of one replica. */
  private record Known(Optional<ReplicaReading> last, Past past) {}
}
