package io.replicamedic.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RdsDatabase;
import io.replicamedic.outside.RdsFacts.Role;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** Who is discovered, and who is not. */
class DiscoveryTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  private final ScriptedSurvey survey = new ScriptedSurvey();

  @Test
  void what_carries_the_tag_is_found_and_goes_when_it_is_gone() {
    Discovery discovery = discovery("yes");
    survey.tell(
        tagged(ScriptedSurvey.instance("b", "a", "", NOW), Map.of("replica-medic", "yes")),
        tagged(ScriptedSurvey.instance("c", "", "", NOW), Map.of("replica-medic", "no")),
        tagged(ScriptedSurvey.instance("d", "", "", NOW), Map.of("other", "yes")));
    discovery.look();
    assertThat(ids(discovery)).containsExactly("rds:b");
    assertThat(discovery.find("rds:b").orElseThrow().isReplica()).isTrue();
    survey.tell();
    discovery.look();
    assertThat(ids(discovery)).isEmpty();
    assertThat(discovery.find("rds:b")).isEmpty();
  }

  @Test
  void without_a_value_any_is_right() {
    Discovery discovery = discovery("");
    survey.tell(ScriptedSurvey.instance("b", "", "", NOW));
    discovery.look();
    assertThat(ids(discovery)).containsExactly("rds:b");
  }

  @Test
  void what_is_registered_is_never_found_whether_by_name_or_by_address() {
    Discovery discovery =
        discovery(
            "",
            registered("x", new Endpoint("B.rds.example.net", 3306), Optional.empty()),
            registered(
                "y",
                new Endpoint("an-alias", 3306),
                Optional.of(new AwsIdentity(Optional.of("C"), Optional.empty()))),
            registered(
                "z",
                new Endpoint("another", 3306),
                Optional.of(new AwsIdentity(Optional.empty(), Optional.of("d")))));
    survey.tell(
        ScriptedSurvey.instance("b", "", "", NOW),
        ScriptedSurvey.member("c-1", "c", Role.WRITER, NOW),
        ScriptedSurvey.member("c-2", "c", Role.READER, NOW),
        ScriptedSurvey.instance("d", "", "", NOW));
    discovery.look();
    assertThat(ids(discovery)).containsExactly("rds:c-2");
  }

  @Test
  void an_api_that_does_not_answer_makes_nothing_vanish_and_says_why() {
    Discovery discovery = discovery("");
    survey.tell(ScriptedSurvey.instance("b", "", "", NOW));
    discovery.look();
    survey.fail("AccessDenied");
    discovery.look();
    assertThat(ids(discovery)).containsExactly("rds:b");
    assertThat(discovery.found().unreadable())
        .hasValueSatisfying(why -> assertThat(why).contains("AccessDenied"));
    assertThat(discovery.found().readAt()).contains(NOW);
  }

  private Discovery discovery(String value, Database... registered) {
    return new Discovery(
        new Registry(List.of(registered)),
        new OneRegion(survey, Mockito.mock(RdsFleet.class)),
        new Discovery.Filter("replica-medic", value),
        Duration.ofMinutes(5),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static List<String> ids(Discovery discovery) {
    return discovery.found().databases().stream().map(Discovered::id).toList();
  }

  private static RdsDatabase tagged(RdsDatabase it, Map<String, String> tags) {
    return new RdsDatabase(
        it.facts(),
        it.endpoint(),
        it.clusterEndpoint(),
        tags,
        it.replicas(),
        it.parameters(),
        it.uses(),
        it.traits());
  }

  private static Database registered(String id, Endpoint endpoint, Optional<AwsIdentity> aws) {
    return new Database(
        id,
        "mysql",
        ReplicationKind.EXTERNAL_BINLOG,
        endpoint,
        new Credentials("u", "env:P"),
        Tls.REQUIRED,
        aws,
        Optional.empty());
  }
}
