package io.replicamedic.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.FleetMemory.Remembered;
import io.replicamedic.outside.RdsDatabase;
import io.replicamedic.outside.RdsEvent;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.RdsSurvey;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.replication.ReplicationStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** Whom a playbook's question makes us ask, and for how long it waits. */
class RecollectionTest {
  private static final Endpoint SOURCE = new Endpoint("source.example.net", 3306);
  private static final AwsAccount ITS = AwsAccount.OWN.in("eu-west-1");
  private static final AwsAccount OTHER = AwsAccount.OWN.in("eu-west-2");

  private final Queue<AwsAccount> asked = new ConcurrentLinkedQueue<>();
  private final CountDownLatch gone = new CountDownLatch(1);
  private final Instant now = Instant.now();
  private volatile boolean hangs;
  private final List<RdsWatch> watches = new ArrayList<>();

  @AfterEach
  void everybody_leaves() {
    gone.countDown();
    watches.forEach(RdsWatch::close);
  }

  @Test
  void accounts_that_have_to_do_neither_with_it_nor_with_its_source_are_not_asked() {
    Remembered past = around(named(Optional.of("s")), Duration.ofMinutes(1));

    assertThat(asked).isNotEmpty().containsOnly(ITS);
    assertThat(past.failovers()).hasSize(1);
    assertThat(past.unreadable()).isEmpty();
  }

  @Test
  void of_a_source_that_nobody_named_any_account_may_know() {
    around(named(Optional.empty()), Duration.ofMinutes(1));

    assertThat(asked).contains(ITS, OTHER);
  }

  @Test
  void an_api_that_hangs_is_waited_for_once_and_leaves_failovers_unknown() {
    hangs = true;
    Remembered past = around(named(Optional.of("s")), Duration.ofMillis(50));

    assertThat(past.unreadable()).isPresent();
    assertThat(past.failovers()).isEmpty();
  }

  @Test
  void failovers_of_before_are_not_all_when_the_api_hangs_now() {
    Database replica = named(Optional.of("s"));
    Recollection memory = memory(replica, Duration.ofMillis(50));
    watches.getFirst().look(ITS);
    hangs = true;
    Remembered past = memory.around(replica, conflict());

    assertThat(past.failovers()).hasSize(1);
    assertThat(past.unreadable())
        .hasValueSatisfying(why -> assertThat(why).contains("not told in time", "instance s"));
  }

  private Remembered around(Database replica, Duration patience) {
    return memory(replica, patience).around(replica, conflict());
  }

  private Recollection memory(Database replica, Duration patience) {
    Database unrelated = database("unrelated", OTHER, Optional.of(identity("u")), Optional.empty());
    Registry registry = new Registry(List.of(replica, unrelated));
    RdsKnowledge knowledge = new RdsKnowledge(registry);
    RdsWatch watch =
        new RdsWatch(registry, new Accounts(), knowledge, Duration.ofMinutes(1), Clock.systemUTC());
    watches.add(watch);
    Latches latches = new Latches(new MemoryLatches(), Clock.systemUTC());
    return new Recollection(Mockito.mock(Replicas.class), latches, knowledge, watch, patience);
  }

  private static Database named(Optional<String> source) {
    return database("replica", ITS, Optional.of(identity("r")), source);
  }

  private static Database database(
      String id, AwsAccount account, Optional<AwsIdentity> aws, Optional<String> source) {
    Credentials user = new Credentials("u", "env:P");
    RegisteredSource registered =
        new RegisteredSource(
            SOURCE,
            SOURCE,
            user,
            true,
            Tls.REQUIRED,
            false,
            Set.of(),
            source.map(RecollectionTest::identity),
            account);
    return new Database(
        id,
        "mysql",
        ReplicationKind.EXTERNAL_BINLOG,
        new Endpoint(id + ".example.net", 3306),
        user,
        Tls.REQUIRED,
        aws,
        account,
        Map.of("", registered));
  }

  private static AwsIdentity identity(String instance) {
    return new AwsIdentity(Optional.empty(), Optional.of(instance));
  }

  private ReplicationStatus conflict() {
    return Conflicted.by(1062, now);
  }

  /** RDS in every region. */
  private final class Accounts implements AwsAccounts {
    @Override
    public AwsServices of(AwsAccount account) {
      return new OneRegion(new Told(account), Mockito.mock(RdsFleet.class));
    }

    @Override
    public AwsServices standard() {
      return of(AwsAccount.OWN);
    }
  }

  private final class Told implements RdsSurvey {
    private final AwsAccount account;

    Told(AwsAccount account) {
      this.account = account;
    }

    @Override
    public List<RdsDatabase> databases() {
      ask();
      return account.equals(ITS)
          ? List.of(ScriptedSurvey.instance("s", "", "", now))
          : List.of(ScriptedSurvey.instance("u", "", "", now));
    }

    @Override
    public List<RdsEvent> events(Instant from) {
      ask();
      return account.equals(ITS)
          ? List.of(
              new RdsEvent(
                  "s",
                  RdsEvent.Subject.INSTANCE,
                  now.minusSeconds(60),
                  RdsEvent.Kind.FAILOVER,
                  "moved"))
          : List.of();
    }

    private void ask() {
      asked.add(account);
      if (hangs) {
        try {
          gone.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
