package io.replicamedic.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RdsEvent;
import io.replicamedic.outside.RdsEvent.Kind;
import io.replicamedic.outside.RdsEvent.Subject;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RdsFacts.Role;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.Failover;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** What is made of the RDS API's words, and of their absence. */
class RdsWatchTest {
  private static final Endpoint SOURCE = new Endpoint("source.example.net", 3306);
  private static final Credentials ACCOUNT = new Credentials("u", "env:P");

  private final ScriptedSurvey survey = new ScriptedSurvey();
  private final RdsFleet byName = Mockito.mock(RdsFleet.class);
  private final List<Database> registered = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-27T12:00:00Z");
  private RdsKnowledge knowledge = new RdsKnowledge(new Registry(List.of()));
  private RdsWatch watch = watching();

  private RdsWatch watching() {
    Registry registry = new Registry(registered);
    Clock clock = InstantSource.system().withZone(ZoneOffset.UTC);
    knowledge = new RdsKnowledge(registry);
    return new RdsWatch(
        registry, new OneRegion(survey, byName), knowledge, Duration.ofMinutes(1), at(clock));
  }

  private Clock at(Clock any) {
    return new Clock() {
      @Override
      public java.time.ZoneId getZone() {
        return any.getZone();
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  @Test
  void one_survey_tells_of_all_and_its_word_goes_before_the_registered_one() {
    Database writer = register("orders", cluster("c"), Optional.empty());
    Database reader = register("reader", instance("c-2"), Optional.empty());
    survey.tell(
        ScriptedSurvey.member("c-1", "c", Role.WRITER, now),
        ScriptedSurvey.member("c-2", "c", Role.READER, now));
    assertThat(watch.look(AwsAccount.OWN)).isTrue();
    assertThat(says(writer).facts().map(RdsFacts::instance)).contains("c-1");
    assertThat(says(writer).parameters()).containsExactly("of-c-1 in-sync");
    assertThat(knowledge.kind(reader)).isEqualTo(ReplicationKind.AURORA_STORAGE);
    Mockito.verifyNoInteractions(byName);
  }

  @Test
  void an_api_that_fails_says_why_and_what_it_said_before_stands_with_its_time() {
    Database one = register("one", instance("i"), Optional.empty());
    assertThat(says(one).unreadable()).contains("not read yet");
    survey.tell(ScriptedSurvey.instance("i", "", "", now));
    watch.look(AwsAccount.OWN);
    survey.fail("Throttling");
    Instant then = now;
    now = now.plusSeconds(60);
    assertThat(watch.look(AwsAccount.OWN)).isFalse();
    assertThat(says(one).facts().map(RdsFacts::readAt)).contains(then);
    assertThat(says(one).unreadable())
        .hasValueSatisfying(why -> assertThat(why).contains("DescribeDBInstances", "Throttling"));
    survey.tell();
    watch.look(AwsAccount.OWN);
    assertThat(says(one).unreadable()).contains("the RDS API tells no instance i");
  }

  @Test
  void where_only_our_own_may_be_described_each_is_asked_by_its_name() {
    Database one = register("one", instance("i"), Optional.empty());
    Database two = register("two", instance("j"), Optional.empty());
    Mockito.when(byName.facts(one.aws().orElseThrow()))
        .thenReturn(ScriptedSurvey.instance("i", "", "", now).facts());
    Mockito.when(byName.facts(two.aws().orElseThrow()))
        .thenThrow(new CloudUnreadable("a", "AccessDenied", "not j", new IllegalStateException()));
    survey.tell(ScriptedSurvey.instance("i", "", "", now));
    watch.look(AwsAccount.OWN);
    assertThat(says(one).parameters()).isNotEmpty();
    survey.fail("AccessDenied");
    watch.look(AwsAccount.OWN);
    assertThat(says(one).parameters()).as("of before, and nobody says when").isEmpty();
    assertThat(says(one).facts().map(RdsFacts::instance)).contains("i");
    assertThat(says(one).unreadable()).isEmpty();
    assertThat(says(two).unreadable()).hasValueSatisfying(it -> assertThat(it).contains("not j"));
  }

  @Test
  void events_are_asked_for_as_far_back_as_rds_keeps_them_and_then_only_lately() {
    register("one", instance("i"), Optional.empty());
    survey.tell(ScriptedSurvey.instance("i", "", "", now));
    watch.look(AwsAccount.OWN);
    now = now.plusSeconds(60);
    watch.look(AwsAccount.OWN);
    assertThat(Duration.between(survey.askedFrom().getFirst(), now))
        .isBetween(Duration.ofDays(13), Duration.ofDays(14));
    assertThat(Duration.between(survey.askedFrom().getLast(), now)).isLessThan(Duration.ofHours(1));
  }

  @Test
  void a_sources_failovers_are_known_by_its_registered_identity_and_its_clusters_members_count() {
    Database replica = register("replica", Optional.empty(), Optional.of(cluster("c")));
    survey.tell(
        ScriptedSurvey.member("c-1", "c", Role.WRITER, now),
        ScriptedSurvey.member("c-2", "c", Role.READER, now),
        ScriptedSurvey.instance("other", "", "", now));
    failover("c", Subject.CLUSTER, 3);
    failover("c-2", Subject.INSTANCE, 2);
    failover("other", Subject.INSTANCE, 1);
    watch.look(AwsAccount.OWN);
    assertThat(knowledge.failovers(replica, from(SOURCE)))
        .extracting(Failover::at)
        .containsExactly(now.minusSeconds(3 * 3600), now.minusSeconds(2 * 3600));
    assertThat(says(replica).source()).contains("cluster c");
    assertThat(says(replica).failovers()).isEmpty();
  }

  @Test
  void a_source_is_known_by_another_registered_database_or_by_what_rds_serves_at_its_address() {
    Database replica = register("replica", Optional.empty(), Optional.empty());
    registered.add(
        new Database(
            "the-source",
            "mysql",
            ReplicationKind.EXTERNAL_BINLOG,
            SOURCE,
            ACCOUNT,
            Tls.REQUIRED,
            instance("s"),
            Optional.empty()));
    watch = watching();
    survey.tell(
        ScriptedSurvey.instance("s", "", "", now), ScriptedSurvey.instance("t", "", "", now));
    failover("s", Subject.INSTANCE, 2);
    failover("t", Subject.INSTANCE, 1);
    watch.look(AwsAccount.OWN);
    assertThat(knowledge.failovers(replica, from(SOURCE)))
        .extracting(Failover::what)
        .containsExactly("s: moved");
    assertThat(knowledge.failovers(replica, from(new Endpoint("T.rds.example.net", 3306))))
        .extracting(Failover::what)
        .containsExactly("t: moved");
  }

  @Test
  void a_source_of_that_name_in_another_account_is_another_source() {
    AwsAccount wrong = new AwsAccount("eu-west-1", "arn:aws:iam::222222222222:role/r", "");
    AwsAccount right = new AwsAccount("eu-west-1", "arn:aws:iam::111111111111:role/r", "");
    Database far = register("far", instance("q"), Optional.empty());
    survey.tell(
        ScriptedSurvey.instance(
            "q", "arn:aws:rds:eu-west-1:111111111111:db:s", "replicating", now));
    watch.look(AwsAccount.OWN);
    survey.tell(ScriptedSurvey.instance("s", "", "", now));
    watch.look(wrong);
    assertThat(says(far).failovers()).isPresent();
    failover("s", Subject.INSTANCE, 1);
    watch.look(right);
    assertThat(knowledge.failovers(far, from(SOURCE))).hasSize(1);
  }

  @Test
  void a_source_that_could_not_be_asked_about_is_not_one_that_rds_does_not_know() {
    Database replica = register("replica", instance("i"), Optional.empty());
    assertThat(says(replica).failovers()).isPresent();
    survey.failDatabases("Throttling");
    watch.look(AwsAccount.OWN);
    assertThat(says(replica).failovers())
        .hasValueSatisfying(why -> assertThat(why).contains("cannot be told", "Throttling"));
    survey.tell(ScriptedSurvey.instance("i", "", "", now));
    watch.look(AwsAccount.OWN);
    assertThat(says(replica).failovers()).isEmpty();
  }

  @Test
  void failovers_that_cannot_be_read_are_unknown_and_not_none() {
    Database local = register("local", instance("r"), Optional.empty());
    Database far = register("far", instance("q"), Optional.empty());
    survey.tell(
        ScriptedSurvey.instance("r", "s", "replicating", now),
        ScriptedSurvey.instance("s", "", "", now),
        ScriptedSurvey.instance("q", "arn:aws:rds:eu-west-1:1:db:s", "replicating", now));
    watch.look(AwsAccount.OWN);
    assertThat(says(local).failovers()).isEmpty();
    assertThat(says(far).failovers())
        .hasValueSatisfying(why -> assertThat(why).contains("in which nothing is registered"));
    survey.fail("InternalFailure");
    watch.look(AwsAccount.OWN);
    assertThat(says(local).failovers())
        .hasValueSatisfying(why -> assertThat(why).contains("InternalFailure"));
  }

  @Test
  void the_countdown_begins_with_the_event_that_rds_told_for_all_replicas_of_that_source() {
    Database well = register("well", instance("r-1"), Optional.empty());
    register("ill", instance("r-2"), Optional.empty());
    Instant stopped = now.minus(Duration.ofDays(9));
    event("r-2", Kind.REPLICATION_ERROR, stopped.minusSeconds(900));
    event("r-2", Kind.REPLICATION_RESUMED, stopped.minusSeconds(600));
    event("r-2", Kind.REPLICATION_STOPPED, stopped);
    survey.tell(
        ScriptedSurvey.instance("s", "", "", now),
        ScriptedSurvey.instance("r-1", "s", "replicating", now),
        ScriptedSurvey.instance("r-2", "s", "stopped, not normal", now));
    watch.look(AwsAccount.OWN);
    Termination termination = says(well).termination().orElseThrow();
    assertThat(termination.stopped()).isEqualTo("r-2");
    assertThat(termination.since()).contains(stopped);
    assertThat(termination.at()).contains(stopped.plus(Duration.ofDays(30)));
    assertThat(termination.knownFrom()).startsWith("an event of RDS");
    assertThat(termination.replicas()).containsExactly("r-1", "r-2");
    now = now.plus(Duration.ofDays(10));
    watch.look(AwsAccount.OWN);
    assertThat(says(well).termination().orElseThrow().since())
        .as("longer ago than RDS keeps events")
        .contains(stopped);
  }

  @Test
  void without_an_event_the_countdown_begins_when_we_last_saw_it_run() {
    Database one = register("one", instance("r"), Optional.empty());
    Instant ran = now;
    survey.tell(ScriptedSurvey.instance("r", "s", "replicating", now));
    watch.look(AwsAccount.OWN);
    assertThat(says(one).termination()).isEmpty();
    now = now.plusSeconds(60);
    knowledge.read(one, List.of(Fleet.healthy(now)), now);
    Instant seen = now.plusSeconds(60);
    ReplicationStatus stopped = Fleet.status(ThreadState.NO, ThreadState.NO, 0, seen);
    knowledge.read(one, List.of(stopped), seen);
    Termination termination = says(one).termination().orElseThrow();
    assertThat(termination.since()).contains(ran.plusSeconds(60));
    assertThat(termination.knownFrom()).startsWith("our own readings");
  }

  @Test
  void a_replica_of_the_same_name_in_another_region_has_a_countdown_of_its_own() {
    Database one = register("one", instance("r"), Optional.empty());
    survey.tell(ScriptedSurvey.instance("r", "s", "stopped", now));
    watch.look(AwsAccount.OWN);
    survey.tell(ScriptedSurvey.instance("r", "s", "replicating", now));
    watch.look(AwsAccount.OWN.in("eu-west-1"));
    assertThat(says(one).termination()).isPresent();
  }

  @Test
  void a_stop_that_nobody_saw_begin_has_no_invented_date() {
    Database one = register("one", instance("r"), Optional.empty());
    survey.tell(ScriptedSurvey.instance("r", "s", "error, not normal, 1062", now));
    watch.look(AwsAccount.OWN);
    Termination termination = says(one).termination().orElseThrow();
    assertThat(termination.since()).isEmpty();
    assertThat(termination.at()).isEmpty();
    assertThat(termination.knownFrom()).startsWith("nobody");
  }

  @Test
  void beside_a_stop_that_nobody_saw_begin_a_known_one_gives_the_latest_date() {
    Database one = register("one", instance("r-1"), Optional.empty());
    event("r-1", Kind.REPLICATION_STOPPED, now.minusSeconds(900));
    survey.tell(
        ScriptedSurvey.instance("r-1", "s", "stopped", now),
        ScriptedSurvey.instance("r-2", "s", "error", now));
    watch.look(AwsAccount.OWN);
    Termination termination = says(one).termination().orElseThrow();
    assertThat(termination.since()).contains(now.minusSeconds(900));
    assertThat(termination.latest()).isTrue();
    assertThat(termination.knownFrom()).endsWith("nobody knows since when r-2 is stopped");
  }

  @Test
  void who_looked_last_is_right() {
    Database one = register("one", instance("r"), Optional.empty());
    survey.tell(ScriptedSurvey.instance("r", "s", "replicating", now));
    watch.look(AwsAccount.OWN);
    Instant ran = now;
    now = now.plusSeconds(60);
    ReplicationStatus stopped = Fleet.status(ThreadState.NO, ThreadState.NO, 0, now);
    knowledge.read(one, List.of(stopped), now);
    assertThat(says(one).termination().orElseThrow().since())
        .as("the API saw it run before")
        .contains(ran);
    now = now.plusSeconds(60);
    survey.tell(ScriptedSurvey.instance("r", "s", "replicating", now));
    watch.look(AwsAccount.OWN);
    assertThat(says(one).termination()).as("read since over the API alone").isEmpty();
    knowledge.read(one, List.of(stopped), now.plusSeconds(1));
    assertThat(says(one).termination()).isPresent();
  }

  @Test
  void what_rds_has_ended_is_counted_down_no_more() {
    Database one = register("one", instance("r-1"), Optional.empty());
    event("r-2", Kind.REPLICATION_STOPPED, now.minus(Duration.ofDays(30)));
    event("r-2", Kind.REPLICATION_TERMINATED, now.minusSeconds(60));
    survey.tell(
        ScriptedSurvey.instance("r-1", "s", "error", now),
        ScriptedSurvey.instance("r-2", "s", "stopped", now));
    watch.look(AwsAccount.OWN);
    Termination termination = says(one).termination().orElseThrow();
    assertThat(termination.stopped()).isEqualTo("r-2");
    assertThat(termination.ended()).contains(now.minusSeconds(60));
    survey.tell(
        ScriptedSurvey.instance("r-1", "s", "error", now),
        ScriptedSurvey.instance("r-2", "s", "replicating", now.plusSeconds(60)));
    now = now.plusSeconds(60);
    watch.look(AwsAccount.OWN);
    assertThat(says(one).termination().orElseThrow().stopped()).as("made anew").isEqualTo("r-1");
  }

  private RdsSays says(Database database) {
    return knowledge.of(database).orElseThrow();
  }

  private void failover(String of, Subject subject, int hoursAgo) {
    survey.happened(
        new RdsEvent(of, subject, now.minusSeconds(hoursAgo * 3600L), Kind.FAILOVER, "moved"));
  }

  private void event(String of, Kind kind, Instant at) {
    survey.happened(new RdsEvent(of, Subject.INSTANCE, at, kind, "as RDS says"));
  }

  private ReplicationStatus from(Endpoint source) {
    ReplicationStatus any = Fleet.healthy(now);
    return new ReplicationStatus(
        "",
        any.receiver(),
        any.applier(),
        source,
        any.sourceUser(),
        any.sourceUuid(),
        any.autoPosition(),
        any.ssl(),
        any.retrieved(),
        any.executed(),
        any.lastIoErrno(),
        any.lastIoError(),
        any.lastSqlErrno(),
        any.lastSqlError(),
        any.workerErrors(),
        any.secondsBehind(),
        any.connectRetrySeconds(),
        any.retryCount(),
        any.delaySeconds(),
        any.receivedHeartbeats(),
        any.heartbeatPeriodSeconds(),
        any.relaySourceLogFile(),
        any.execSourceLogPos(),
        any.detail(),
        any.readAt());
  }

  private Database register(
      String id, Optional<AwsIdentity> aws, Optional<Optional<AwsIdentity>> source) {
    RegisteredSource registeredSource =
        new RegisteredSource(
            SOURCE,
            SOURCE,
            ACCOUNT,
            true,
            Tls.REQUIRED,
            false,
            Set.of(),
            source.flatMap(it -> it),
            AwsAccount.OWN);
    Database database =
        new Database(
            id,
            "mysql",
            ReplicationKind.EXTERNAL_BINLOG,
            new Endpoint(id + ".example.net", 3306),
            ACCOUNT,
            Tls.REQUIRED,
            aws,
            Optional.of(registeredSource));
    registered.add(database);
    watch = watching();
    return database;
  }

  private static Optional<AwsIdentity> instance(String id) {
    return Optional.of(new AwsIdentity(Optional.empty(), Optional.of(id)));
  }

  private static Optional<AwsIdentity> cluster(String id) {
    return Optional.of(new AwsIdentity(Optional.of(id), Optional.empty()));
  }
}
