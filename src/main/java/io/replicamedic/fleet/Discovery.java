package io.replicamedic.fleet;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RdsDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds databases that carry a tag and are not registered, by asking the RDS API in the background;
 * whatever is gone there is gone here. Started and closed by the app, read by web.
 */
public final class Discovery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

  /** RDS serves other engines, too. */
  private static final Set<String> MYSQL = Set.of("mysql", "aurora-mysql", "aurora");

  private final Registry registry;
  private final AwsServices services;
  private final Filter filter;
  private final Duration interval;
  private final Clock clock;
  private final Rounds rounds;
  private volatile Discoveries found = Discoveries.NONE;

  /**
   * Which ones.
   *
   * @param key of a tag that the instance, or its cluster, must have
   * @param value that it must have; empty = any
   */
  public record Filter(String key, String value) {
    boolean accepts(RdsDatabase database) {
      String has = database.tags().get(key);
      return has != null && (value.isEmpty() || value.equals(has));
    }
  }

  /**
   * Wired once.
   *
   * @param services of the account and region that are searched
   * @param interval from one look to the next
   */
  public Discovery(
      Registry registry, AwsServices services, Filter filter, Duration interval, Clock clock) {
    this.registry = registry;
    this.services = services;
    this.filter = filter;
    this.interval = interval;
    this.clock = clock;
    this.rounds = new Rounds(clock);
  }

  /** Begins, at once. */
  public void start() {
    rounds.start("discovery", this::run);
  }

  /** Ends it, and waits for the call under way. */
  @Override
  public void close() {
    rounds.close();
  }

  /** What was found last; asks nothing. */
  public Discoveries found() {
    return found;
  }

  /** One by its id; what is registered wrongly under that id is told as that instead. */
  public Optional<Discovered> find(String id) {
    if (registry.misconfigured(id).isPresent()) {
      return Optional.empty();
    }
    return found.databases().stream().filter(it -> it.id().equals(id)).findFirst();
  }

  /** Asks once, now. */
  void look() {
    Instant now = clock.instant();
    try {
      List<Discovered> all =
          services.survey().databases().stream()
              .filter(it -> MYSQL.contains(it.facts().engine()))
              .filter(filter::accepts)
              .filter(it -> !isRegistered(it))
              .map(Discovered::of)
              .sorted(Comparator.comparing(Discovered::id))
              .toList();
      found = new Discoveries(all, Optional.of(now), Optional.empty());
    } catch (CloudUnreadable e) {
      String why = String.valueOf(e.getMessage());
      if (!found.unreadable().equals(Optional.of(why))) {
        LOG.warn("databases cannot be discovered: {}", why);
      }
      found = found.unreadable(why);
    } catch (RuntimeException e) {
      LOG.error("databases cannot be discovered; it is tried again", e);
      found = found.unreadable("the RDS API's answer cannot be read");
    }
  }

  // By what RDS calls it, or by its address: a registered database is never shown twice.
  private boolean isRegistered(RdsDatabase it) {
    return registry.all().stream().anyMatch(own -> isSame(own, it));
  }

  private boolean isSame(Database own, RdsDatabase it) {
    return it.answersAt(own.endpoint())
        || (own.aws().filter(it::is).isPresent() && isHere(own.account()));
  }

  private boolean isHere(AwsAccount account) {
    AwsAccount here = services.account();
    return account.role().equals(here.role())
        && (account.region().isEmpty() || account.region().equals(here.region()));
  }

  private void run() {
    do {
      look();
    } while (!rounds.leaves(interval));
  }
}
