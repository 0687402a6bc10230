package io.replicamedic.rung.network.swap;

import static io.replicamedic.rung.network.swap.SwapLab.CREATE;
import static io.replicamedic.rung.network.swap.SwapLab.IN;
import static io.replicamedic.rung.network.swap.SwapLab.MODIFY;
import static io.replicamedic.rung.network.swap.SwapLab.OUT;
import static io.replicamedic.rung.network.swap.SwapLab.SOURCE_ENDPOINT;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.adapter.aws.DummyCredentials;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Cloud;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.rung.network.Call;
import io.replicamedic.rung.network.Look;
import io.replicamedic.rung.network.Ongoing;
import io.replicamedic.rung.network.Undo;
import io.replicamedic.rung.network.swap.SwapLab.Scene;
import io.replicamedic.rung.network.swap.SwapLab.Stage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Preparing a swap and carrying it out; what stops it, and when it is in force. */
@ExtendWith(DummyCredentials.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SwapCutTest {
  private final SwapLab lab = new SwapLab();
  private final AwsEndpoint endpoint = lab.endpoint;

  @AfterAll
  void gone() {
    lab.close();
  }

  private Ongoing cut(Obligation owed) {
    return lab.means().ongoing(owed);
  }

  private static List<String> contents(List<Cloud.Rule> rules) {
    return rules.stream()
        .map(rule -> rule.protocol() + " " + rule.fromPort() + " " + rule.cidr())
        .sorted()
        .toList();
  }

  @Test
  void preparing_makes_a_group_that_is_named_after_the_obligation_and_changes_no_database() {
    Scene scene = lab.scene();
    int writes = endpoint.writes().size();
    assertThat(SwapLab.isDone(SwapLab.settle(cut(scene.at(Stage.PREPARED))::preparing))).isTrue();
    String temporary = scene.temporary().orElseThrow();
    assertThat(contents(scene.egress(temporary)))
        .contains("tcp 443 0.0.0.0/0", "-1 -1 10.1.0.8/29", "-1 -1 10.1.0.0/30")
        .doesNotContain("-1 -1 0.0.0.0/0", "-1 -1 10.1.0.0/28");
    assertThat(contents(endpoint.ingressRules(List.of(temporary))))
        .containsExactly("tcp 3306 10.2.0.0/16");
    assertThat(scene.egress(temporary))
        .extracting(Cloud.Rule::description)
        .containsOnly("replica-medic cut " + scene.obligation);
    assertThat(scene.memberships()).containsOnlyKeys(scene.wide, scene.quiet);
    assertThat(endpoint.writes().subList(writes, endpoint.writes().size()))
        .extracting(AwsEndpoint.Call::action)
        .containsExactly(CREATE, "RevokeSecurityGroupEgress", OUT, IN);
  }

  @Test
  void a_rule_that_somebody_added_to_the_temporary_group_stops_it() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.PREPARED);
    endpoint.ingress(scene.temporary().orElseThrow(), "tcp", 22, 22, "10.9.0.0/16");
    assertThat(cut(owed).preparing().obstacles())
        .singleElement()
        .asString()
        .contains("ingress of", "tcp 22 to 10.9.0.0/16");
    assertThat(cut(owed).cutting().needed()).isEmpty();
    assertThat(cut(owed).cutting().obstacles()).isNotEmpty();
  }

  @Test
  void a_half_filled_group_is_not_given_to_the_database() {
    Scene scene = lab.scene();
    Look look = cut(scene.at(Stage.HALF_FILLED)).cutting();
    assertThat(look.obstacles()).singleElement().asString().contains("does not allow what it must");
    assertThat(look.needed()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"NOTHING_SENT", "CUT_INTENDED"})
  void without_its_group_nothing_is_cut(Stage stage) {
    Scene scene = lab.scene();
    Obligation owed = scene.at(stage);
    scene.temporary().ifPresent(group -> SwapLab.done(lab.access().groups().delete(group)));
    Look look = cut(owed).cutting();
    assertThat(look.obstacles()).singleElement().asString().contains("is not there");
    assertThat(look.needed()).isEmpty();
  }

  @Test
  void a_group_of_the_same_name_but_another_id_than_recorded_is_not_taken_for_it() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT_INTENDED);
    SwapLab.done(lab.access().groups().delete(scene.temporary().orElseThrow()));
    SwapLab.settle(cut(owed)::preparing);
    assertThat(scene.temporary()).isPresent();
    assertThat(cut(owed).cutting().obstacles())
        .singleElement()
        .asString()
        .contains("is not there, or not the same");
    assertThat(lab.attempt(owed).toString()).contains("as they were");
    assertThat(scene.temporary()).isEmpty();
  }

  @Test
  void the_id_of_the_temporary_group_is_on_record_before_the_call() {
    Scene scene = lab.scene();
    Look look = cut(scene.at(Stage.PREPARED)).cutting();
    String temporary = scene.temporary().orElseThrow();
    assertThat(SwapDocument.parse(look.recorded().document()).state().temporary())
        .isEqualTo(temporary);
    assertThat(look.needed())
        .singleElement()
        .extracting(Call::words)
        .isEqualTo(
            "ModifyDBCluster %s: groups %s, %s".formatted(scene.cluster, temporary, scene.quiet));
  }

  @Test
  void a_list_that_somebody_changed_is_not_overwritten() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT_INTENDED);
    String theirs = endpoint.group("theirs-" + scene.cluster);
    scene.setByOthers(List.of(scene.wide, scene.quiet, theirs));
    endpoint.applyChanges();
    int writes = endpoint.writes().size();
    Look look = SwapLab.settle(cut(owed)::cutting);
    assertThat(look.obstacles()).singleElement().asString().contains("somebody changed", theirs);
    assertThat(endpoint.writes()).hasSize(writes);
    assertThat(lab.attempt(owed).toString()).contains("added by others: " + theirs);
    assertThat(scene.onInterface()).containsExactly(scene.wide, scene.quiet, theirs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"egress got tcp 8080", "egress lost tcp 443", "ingress got tcp 8080"})
  void rules_of_the_replaced_group_that_somebody_changed_stop_it(String change) {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.PREPARED);
    switch (change.substring(0, 10)) {
      case "egress got" ->
          endpoint.egress(scene.wide, "tcp", 8080, 8080, "10.5.0.0/16", "", Map.of());
      case "egress los" ->
          scene.egress(scene.wide).stream()
              .filter(rule -> rule.fromPort() == 443)
              .forEach(rule -> endpoint.revokeByOthers(rule.id()));
      default -> endpoint.ingress(scene.wide, "tcp", 8080, 8080, "10.5.0.0/16");
    }
    Look look = cut(owed).cutting();
    assertThat(look.obstacles()).singleElement().asString().contains(scene.wide, change);
    assertThat(look.needed()).isEmpty();
  }

  @Test
  void it_is_awaited_until_RDS_says_that_it_is_in_force_and_sent_once() {
    Scene scene = lab.scene();
    Ongoing cut = cut(scene.at(Stage.CUT_ACCEPTED));
    String temporary = scene.temporary().orElseThrow();
    int writes = endpoint.writes().size();
    Look look = cut.cutting();
    assertThat(look.awaiting()).contains(temporary + " is adding", scene.wide + " is removing");
    assertThat(look.needed()).isEmpty();
    assertThat(SwapLab.isDone(look)).isFalse();
    assertThat(cut.notInForce(SOURCE_ENDPOINT)).isPresent();
    endpoint.applyChanges();
    assertThat(SwapLab.isDone(cut.cutting())).isTrue();
    assertThat(cut.notInForce(SOURCE_ENDPOINT)).isEmpty();
    assertThat(endpoint.writes()).hasSize(writes);
    assertThat(scene.onInterface()).containsExactly(temporary, scene.quiet);
  }

  @Test
  void a_change_of_somebody_elses_that_is_under_way_is_awaited_first() {
    Scene scene = lab.scene();
    Ongoing cut = cut(scene.at(Stage.PREPARED));
    endpoint.membershipStatus(scene.cluster, scene.quiet, "adding");
    Look look = cut.cutting();
    assertThat(look.awaiting()).contains(scene.quiet + " is adding");
    assertThat(look.needed()).isEmpty();
    endpoint.membershipStatus(scene.cluster, scene.quiet, "active");
    assertThat(cut.cutting().needed()).hasSize(1);
  }

  @Test
  void an_interface_that_still_has_the_replaced_group_is_awaited_whatever_RDS_says() {
    Scene scene = lab.scene();
    endpoint.attach(scene.networkInterface, "nobody");
    Ongoing cut = cut(scene.at(Stage.CUT));
    assertThat(scene.memberships()).doesNotContainKey(scene.wide).doesNotContainValue("adding");
    assertThat(cut.cutting().awaiting()).contains(scene.networkInterface, "are not changed");
    assertThat(cut.notInForce(SOURCE_ENDPOINT))
        .hasValueSatisfying(why -> assertThat(why).contains(scene.networkInterface));
  }

  @Test
  void a_group_that_somebody_adds_under_the_cut_and_that_leads_to_the_source_is_noticed() {
    Scene scene = lab.scene();
    Ongoing cut = cut(scene.at(Stage.CUT));
    String theirs = endpoint.group("theirs-" + scene.cluster);
    scene.setByOthers(List.of(scene.temporary().orElseThrow(), scene.quiet, theirs));
    endpoint.applyChanges();
    assertThat(cut.notInForce(SOURCE_ENDPOINT)).as("no rules yet").isEmpty();
    assertThat(SwapLab.isDone(cut.cutting())).as("it is cut, whatever else it got").isTrue();
    endpoint.egress(theirs, "tcp", 3306, 3306, "10.0.0.0/8", "", Map.of());
    assertThat(cut.notInForce(SOURCE_ENDPOINT))
        .hasValueSatisfying(why -> assertThat(why).contains("through", "tcp 3306 to 10.0.0.0/8"));
  }

  @Test
  void calls_are_signed_as_of_the_moment_before_what_they_were_decided_on_was_read() {
    Scene scene = lab.scene();
    Instant then = Instant.now().minus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.SECONDS);
    List<Integer> callsBefore = new ArrayList<>();
    InstantSource counting =
        () -> {
          callsBefore.add(endpoint.calls().size());
          return then;
        };
    Clock clock = counting.withZone(ZoneOffset.UTC);
    Obligation owed = scene.at(Stage.CUT_INTENDED);
    Ongoing cut =
        new SwapCut(
            new SwapReach(lab.access().accounts().standard(), clock), SwapDocument.read(owed));
    int calls = endpoint.calls().size();
    SwapLab.done(cut.cutting().needed().getFirst().send().get());
    assertThat(callsBefore).containsExactly(calls);
    assertThat(endpoint.writes().getLast().signedAt()).isEqualTo(then);
    endpoint.applyChanges();
    callsBefore.clear();
    calls = endpoint.calls().size();
    if (!(cut.undo().next() instanceof Undo.Next.Send(Call back))) {
      throw new AssertionError("nothing to give back");
    }
    SwapLab.done(back.send().get());
    assertThat(callsBefore).containsExactly(calls);
    assertThat(endpoint.writes().getLast().action()).isEqualTo(MODIFY);
    assertThat(endpoint.writes().getLast().signedAt()).isEqualTo(then);
  }
}
