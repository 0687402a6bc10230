package io.replicamedic.audit;

import io.replicamedic.durability.Auditor;
import io.replicamedic.durability.DurabilityReading;
import io.replicamedic.durability.Fact;
import io.replicamedic.durability.ParameterGroup;
import io.replicamedic.durability.RdsTraits;
import io.replicamedic.fleet.Registry;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.DurabilityFacts;
import io.replicamedic.outside.RdsDatabase;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SecretMissing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the reading that an audit judges: the server over a session of its own, AWS beside it. What
 * does not answer in time is unknown; called by {@link Audits}.
 */
public final class Inspection {
  private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);

  /** What the rules look at, and what tells whose server it is. */
  private static final Set<String> VARIABLES =
      Stream.concat(Auditor.variables().stream(), Stream.of("version", "aurora_version", "basedir"))
          .collect(Collectors.toUnmodifiableSet());

  private final Registry registry;
  private final Databases databases;
  private final AwsAccounts accounts;
  private final Duration limit;
  private final Clock clock;

  /**
   * Wired once.
   *
   * @param limit how long a reading may take altogether
   */
  public Inspection(
      Registry registry, Databases databases, AwsAccounts accounts, Duration limit, Clock clock) {
    this.registry = registry;
    this.databases = databases;
    this.accounts = accounts;
    this.limit = limit;
    this.clock = clock;
  }

  Cloud cloud() {
    return new AskedCloud(accounts, clock);
  }

  Cloud cloudOfRun() {
    return new SurveyedCloud(accounts, cloud(), clock);
  }

  /** Both sides at once: whoever is silent takes no time from the other. */
  Read read(Database database, Cloud cloud) {
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS); // as the store keeps it
    CompletableFuture<DurabilityFacts> server = begun("server", database, this::server);
    CompletableFuture<Fact<RdsDatabase>> rds = begun("rds", database, cloud::database);
    CompletableFuture<Fact<List<ParameterGroup>>> groups =
        rds.thenApply(told -> cloud.groups(database, told));
    return reading(
        database,
        at,
        within(server, at, why -> unreadable(why, at)),
        within(rds, at, why -> new Fact.Unknown<>(why, at)),
        within(groups, at, why -> new Fact.Unknown<>(why, at)));
  }

  /**
   * What was read.
   *
   * @param notes what is taken for granted for want of knowing better
   */
  record Read(DurabilityReading reading, List<String> notes) {}

  private Read reading(
      Database database,
      Instant at,
      DurabilityFacts server,
      Fact<RdsDatabase> rds,
      Fact<List<ParameterGroup>> groups) {
    Nature nature = new Nature(database, server, rds);
    DurabilityReading reading =
        new DurabilityReading(
            database.id(),
            at,
            nature.engine(),
            nature.version(),
            nature.roles(registry.all()),
            server.variables(),
            groups,
            traits(rds),
            server.binlogRetentionHours());
    return new Read(reading, nature.notes());
  }

  private static Fact<RdsTraits> traits(Fact<RdsDatabase> rds) {
    return rds.value().isPresent() && rds.value().get().traits().isEmpty()
        ? new Fact.Unknown<>("the RDS API told nothing of backups or deletion protection", rds.at())
        : rds.map(it -> it.traits().orElseThrow());
  }

  private DurabilityFacts server(Database database) {
    Instant at = clock.instant();
    try (ReplicaSession session = databases.openReplica(database)) {
      return session.durability(VARIABLES);
    } catch (DatabaseUnreachable | SecretMissing e) {
      return unreadable(String.valueOf(e.getMessage()), at);
    }
  }

  private static DurabilityFacts unreadable(String why, Instant at) {
    return new DurabilityFacts(
        new Fact.Unknown<>(why, at),
        new Fact.Unknown<>(why, at),
        new Fact.Unknown<>(why, at),
        new Fact.Unknown<>(why, at));
  }

  // Never interrupted: what is late ends by its own timeouts, and nobody waits for it.
  private static <T> CompletableFuture<T> begun(
      String what, Database database, Function<Database, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("audit-" + what + "-" + database.id())
        .start(
            () -> {
              try {
                answer.complete(question.apply(database));
              } catch (Throwable e) {
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }

  private <T> T within(CompletableFuture<T> answer, Instant begun, Function<String, T> unknown) {
    Duration left = limit.minus(Duration.between(begun, clock.instant()));
    return answer
        .completeOnTimeout(
            unknown.apply("no answer within " + limit.toSeconds() + " s"),
            Math.max(left.toMillis(), 1),
            TimeUnit.MILLISECONDS)
        .exceptionally(
            e -> {
              // A defect in reading one part must not hide the others, nor pass for an answer.
              LOG.error("a part of an audit cannot be read", e);
              return unknown.apply("it could not be read: " + e.getClass().getSimpleName());
            })
        .join();
  }
}
