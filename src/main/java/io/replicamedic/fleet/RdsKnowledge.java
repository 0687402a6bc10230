package io.replicamedic.fleet;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.Failover;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.replication.ReplicationStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the RDS API said last, of the whole fleet: fed by the {@link RdsWatch}, told from memory to
 * readings, views and playbooks, so that a slow API delays nobody.
 */
public final class RdsKnowledge {
  private final Registry registry;
  private final Map<AwsAccount, RdsPicture> pictures = new ConcurrentHashMap<>();
  private final Countdown countdown = new Countdown();

  /** Worked out when first asked for, and anew after each answer: readings come much more often. */
  private volatile Map<Asked, Found> found = new ConcurrentHashMap<>();

  /** Wired once; knows nothing yet. */
  public RdsKnowledge(Registry registry) {
    this.registry = registry;
  }

  /** What is known of a database now; empty when RDS is said to know neither it nor its source. */
  public Optional<RdsSays> of(Database database) {
    Found known = found(database);
    Optional<Termination> termination = countdown.of(known.replicas(), picture(database.account()));
    if (database.aws().isEmpty() && known.source().isEmpty() && termination.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RdsSays(
            known.facts(),
            known.parameters(),
            unreadable(database, known),
            known.source().map(RdsSource::name),
            known.missing(),
            termination));
  }

  /** What it is: the RDS API's word goes before the registered one. */
  public ReplicationKind kind(Database database) {
    return found(database).facts().map(RdsFacts::kind).orElse(database.kind());
  }

  /**
   * The accounts in which anything is registered that RDS is said to know; others are not asked.
   */
  public Set<AwsAccount> accounts() {
    return registry.all().stream()
        .flatMap(
            it ->
                Stream.concat(
                    it.aws().map(_ -> it.account()).stream(),
                    it.sources().values().stream()
                        .filter(source -> source.aws().isPresent())
                        .map(RegisteredSource::account)))
        .collect(Collectors.toSet());
  }

  /** Failovers of the source that a channel is configured with, as far as they are known. */
  List<Failover> failovers(Database database, ReplicationStatus channel) {
    return found(database, channel).failovers();
  }

  /** Why these are not known; empty when they are, or when RDS does not know that source. */
  Optional<String> missingFailovers(Database database, ReplicationStatus channel) {
    return found(database, channel).missing();
  }

  /** What RDS calls the source that a channel is configured with. */
  Optional<RdsSource> source(Database database, ReplicationStatus channel) {
    return found(database, channel).source();
  }

  /** What a reading over SQL says of its threads. */
  void read(Database database, List<ReplicationStatus> statuses, Instant at) {
    if (kind(database) == ReplicationKind.RDS_MANAGED) {
      countdown.read(database, statuses, picture(database.account()), at);
    }
  }

  RdsPicture picture(AwsAccount account) {
    return pictures.getOrDefault(account, RdsPicture.blank(account));
  }

  /** What an account tells now. */
  void learn(AwsAccount account, UnaryOperator<RdsPicture> what) {
    RdsPicture after =
        pictures.compute(
            account,
            (_, before) -> what.apply(before == null ? RdsPicture.blank(account) : before));
    countdown.told(after);
    found = new ConcurrentHashMap<>();
  }

  private Found found(Database database, ReplicationStatus status) {
    return found(new Asked(database, status.source(), status.channel()));
  }

  private Found found(Database database) {
    Endpoint registered =
        database.source().map(RegisteredSource::asDatabase).orElse(database.endpoint());
    return found(new Asked(database, registered, ""));
  }

  private Found found(Asked asked) {
    return found.computeIfAbsent(asked, this::find);
  }

  private Found find(Asked asked) {
    Database database = asked.database();
    RdsPicture own = picture(database.account());
    Optional<RdsSource> source =
        new RdsSources(this::picture, pictures.values(), registry.all())
            .of(database, asked.source(), asked.channel());
    return new Found(
        own.facts(database),
        own.parameters(database),
        Optional.ofNullable(own.unreadable().get(database.id())),
        source,
        source.map(it -> picture(it.account()).failoversOf(it)).orElse(List.of()),
        source.isEmpty() ? untold() : missing(source.get()),
        Countdown.replicas(database, own));
  }

  /** A source that nobody told of may be one that we could not ask about. */
  private Optional<String> untold() {
    return accounts().stream()
        .map(this::picture)
        .filter(it -> !it.answered())
        .map(it -> it.unreadable().values().stream().findFirst().orElse("not read yet"))
        .findFirst()
        .map(why -> "whether RDS knows the source cannot be told: " + why);
  }

  private Optional<String> missing(RdsSource source) {
    return source.reach() == RdsSource.Reach.ELSEWHERE
        ? Optional.of(source.name() + " is in a region or account in which nothing is registered")
        : picture(source.account()).missingEvents();
  }

  private static Optional<String> unreadable(Database database, Found known) {
    boolean unasked = database.aws().isPresent() && known.facts().isEmpty();
    return known.unreadable().or(() -> unasked ? Optional.of("not read yet") : Optional.empty());
  }

  private record Asked(Database database, Endpoint source, String channel) {}

  private record Found(
      Optional<RdsFacts> facts,
      List<String> parameters,
      Optional<String> unreadable,
      Optional<RdsSource> source,
      List<Failover> failovers,
      Optional<String> missing,
      List<String> replicas) {}
}
