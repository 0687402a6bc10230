package io.replicamedic.fleet;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RdsDatabase;
import io.replicamedic.outside.RdsEvent;
import io.replicamedic.outside.RdsFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The questions that one account's RDS API is asked: pages for all databases at once, or one by one
 * where a policy allows only that. One at a time; used by {@link RdsWatch}.
 */
final class RdsInquiry {
  private static final Logger LOG = LoggerFactory.getLogger(RdsInquiry.class);

  /** RDS keeps events for 14 days, and need not answer for longer. */
  private static final Duration KEPT = Duration.ofDays(14).minusMinutes(5);

  /** A stop is counted down for 30 days: what began it must not be forgotten half way. */
  private static final Duration REMEMBERED = Duration.ofDays(31);

  /** Events come late, and in any order: what was read before is read again that far back. */
  private static final Duration LATE = Duration.ofMinutes(30);

  private final List<Database> own;
  private final AwsServices services;
  private final AwsAccount account;
  private final RdsKnowledge knowledge;
  private final Clock clock;
  private String said = "";

  RdsInquiry(
      Registry registry,
      AwsServices services,
      AwsAccount account,
      RdsKnowledge knowledge,
      Clock clock) {
    this.own =
        registry.all().stream()
            .filter(it -> it.aws().isPresent() && it.account().equals(account))
            .toList();
    this.services = services;
    this.account = account;
    this.knowledge = knowledge;
    this.clock = clock;
  }

  /** Whether all was answered. */
  synchronized boolean everything() {
    boolean databases = databases();
    boolean all = events() && databases;
    if (all) {
      said = "";
    }
    return all;
  }

  /**
   * What happened lately; everything, if not all was read yet.
   *
   * @param wanted whether somebody still waits for it, when its turn comes
   */
  synchronized void lately(BooleanSupplier wanted) {
    if (!wanted.getAsBoolean()) {
      return;
    }
    if (!knowledge.picture(account).isRead()) {
      everything();
    } else {
      events();
    }
  }

  private boolean databases() {
    try {
      List<RdsDatabase> all = services.survey().databases();
      knowledge.learn(account, before -> before.surveyed(all, missing(all)));
      return true;
    } catch (CloudUnreadable e) {
      if (e.denied()) {
        return byName();
      }
      String why = failed(e);
      knowledge.learn(account, before -> before.unreadable(each(why)));
    } catch (RuntimeException e) {
      // A defect in reading one answer must not end the watch.
      LOG.error("what the RDS API tells in {} cannot be read; it is asked again", account, e);
      knowledge.learn(account, before -> before.unreadable(each("its answer cannot be read")));
    }
    return false;
  }

  /** A policy may allow to describe our own databases and no other. */
  private boolean byName() {
    Map<String, RdsFacts> facts = new HashMap<>();
    Map<String, String> missing = new HashMap<>();
    for (Database database : own) {
      try {
        facts.put(database.id(), services.fleet().facts(database.aws().orElseThrow()));
      } catch (CloudUnreadable e) {
        missing.put(database.id(), failed(e));
        // What was told before stands, with its time.
        knowledge
            .picture(account)
            .facts(database)
            .ifPresent(before -> facts.put(database.id(), before));
      }
    }
    knowledge.learn(account, before -> before.named(facts, missing));
    return missing.isEmpty();
  }

  private boolean events() {
    Instant now = clock.instant();
    RdsPicture known = knowledge.picture(account);
    Instant oldest = now.minus(KEPT);
    Instant from =
        known
            .eventsReadAt()
            .map(at -> at.minus(LATE))
            .filter(at -> at.isAfter(oldest))
            .orElse(oldest);
    try {
      List<RdsEvent> all =
          Stream.concat(known.events().stream(), services.survey().events(from).stream())
              .filter(it -> it.at().isAfter(now.minus(REMEMBERED)))
              .distinct()
              .sorted(Comparator.comparing(RdsEvent::at))
              .toList();
      knowledge.learn(account, before -> before.events(all, now));
      return true;
    } catch (CloudUnreadable e) {
      String why = failed(e);
      knowledge.learn(account, before -> before.eventsUnreadable(why));
    } catch (RuntimeException e) {
      LOG.error("the RDS events in {} cannot be read; they are asked for again", account, e);
      knowledge.learn(account, before -> before.eventsUnreadable("they cannot be read"));
    }
    return false;
  }

  private Map<String, String> missing(List<RdsDatabase> all) {
    Map<String, String> missing = new HashMap<>();
    for (Database database : own) {
      if (all.stream().noneMatch(it -> it.is(database.aws().orElseThrow()))) {
        missing.put(database.id(), "the RDS API tells no " + database.aws().orElseThrow());
      }
    }
    return missing;
  }

  private Map<String, String> each(String why) {
    Map<String, String> all = new HashMap<>();
    own.forEach(it -> all.put(it.id(), why));
    return all;
  }

  /** Why; said once, not every minute. */
  private String failed(CloudUnreadable e) {
    String why = String.valueOf(e.getMessage());
    if (!said.equals(why)) {
      LOG.warn("the RDS API cannot be read in {}: {}", account, why);
      said = why;
    }
    return why;
  }
}
