package io.replicamedic.rung.network.rules;

import static io.replicamedic.rung.network.rules.CutLab.AUTHORIZE;
import static io.replicamedic.rung.network.rules.CutLab.REVOKE;
import static io.replicamedic.rung.network.rules.CutLab.RULES;
import static io.replicamedic.rung.network.rules.CutLab.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replicamedic.adapter.aws.DummyCredentials;
import io.replicamedic.adapter.aws.LabAccess;
import io.replicamedic.isolation.CarveOut;
import io.replicamedic.isolation.Carving;
import io.replicamedic.isolation.CutState;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Permission;
import io.replicamedic.isolation.Resolution;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Cloud;
import io.replicamedic.lab.Script;
import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.rung.network.Announced;
import io.replicamedic.rung.network.CutDischarger;
import io.replicamedic.rung.network.ListedObligations;
import io.replicamedic.rung.network.NetworkPolicy;
import io.replicamedic.rung.network.rules.CutLab.Scene;
import io.replicamedic.rung.network.rules.CutLab.Stage;
import io.replicamedic.workflow.Signals;
import io.replicamedic.workflow.Superseded;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Giving egress back, from wherever a cut stopped and whatever AWS does to the calls. {@link
 * WatchedNetwork} holds after each write that nobody but the source is cut off.
 */
@ExtendWith(DummyCredentials.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesUndoTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final CutLab lab = new CutLab();
  private final AwsEndpoint endpoint = lab.endpoint;

  @AfterAll
  void gone() {
    lab.close();
  }

  private Discharge attempt(Obligation owed, Announced announced, Duration patience) {
    return attempt(lab.network, owed, announced, patience);
  }

  private Discharge attempt(
      VpcNetwork network, Obligation owed, Announced announced, Duration patience) {
    return discharger(network, patience).attempt(owed, () -> true, announced);
  }

  private Discharger discharger(VpcNetwork network, Duration patience) {
    NetworkPolicy policy =
        new NetworkPolicy(
            List.of("security-group"),
            Duration.ofMinutes(15),
            Duration.ofSeconds(30),
            patience,
            Duration.ofMillis(1),
            Duration.ofSeconds(5));
    return new CutDischarger(
        new SecurityGroupMeans(lab.aws(network), new ListedObligations()),
        policy,
        Clock.systemUTC(),
        new Signals());
  }

  private Discharge attempt(Obligation owed) {
    return attempt(owed, new Announced(), PATIENCE);
  }

  private record Trouble(String name, Consumer<Script> happens) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Trouble> TROUBLES =
      List.of(
          new Trouble("throttled", Script::throttle),
          new Trouble("failed", script -> script.fail(500)),
          new Trouble("failed having done it", script -> script.failHavingDone(503)),
          new Trouble("answer lost", Script::loseAnswer),
          new Trouble("seen later", script -> script.seenAfter(3)));

  static Stream<Arguments> everyTroubleOfEachCall() {
    return Stream.of(
            calls(Stage.SOME_NARROWER_ADDED, 0, 1),
            calls(Stage.REVOKE_INTENDED_AND_NARROWER_GONE, 4, 4),
            calls(Stage.REVOKED, 2, 2))
        .flatMap(each -> each)
        .flatMap(
            call ->
                TROUBLES.stream()
                    .map(trouble -> Arguments.of(call.stage, call.action, call.n, trouble)));
  }

  private record Nth(Stage stage, String action, int n) {}

  /** As many as discharging sends from there when nothing goes wrong. */
  private static Stream<Nth> calls(Stage stage, int authorises, int revokes) {
    return Stream.concat(
        IntStream.rangeClosed(1, authorises).mapToObj(n -> new Nth(stage, AUTHORIZE, n)),
        IntStream.rangeClosed(1, revokes).mapToObj(n -> new Nth(stage, REVOKE, n)));
  }

  @ParameterizedTest
  @EnumSource
  void what_was_cut_is_given_back_from_every_half_done_state(Stage stage) {
    Scene scene = lab.scene();
    Obligation owed = scene.at(stage);
    int writes = endpoint.writes().size();
    Announced announced = new Announced();
    Discharge discharge = attempt(owed, announced, PATIENCE);
    assertThat(discharge).isInstanceOf(Discharge.Closed.class);
    assertThat(((Discharge.Closed) discharge).evidence()).startsWith("egress is as it was");
    assertAsBefore(scene, stage);
    assertThat(announced.acts()).hasSize(endpoint.writes().size() - writes);
    assertThat(announced.answers()).hasSameSizeAs(announced.acts());
  }

  @ParameterizedTest(name = "{0}: {1} {2} {3}")
  @MethodSource("everyTroubleOfEachCall")
  void trouble_with_a_call_changes_nothing_of_the_end(
      Stage stage, String action, int n, Trouble trouble) {
    Scene scene = lab.scene();
    Obligation owed = scene.at(stage);
    int writes = endpoint.writes().size();
    trouble.happens.accept(endpoint.nth(action, n));
    Discharge discharge = attempt(owed);
    assertThat(endpoint.writes().subList(writes, endpoint.writes().size()))
        .as("the calls that met the trouble")
        .filteredOn(call -> call.action().equals(action))
        .hasSizeGreaterThanOrEqualTo(n);
    assertThat(discharge).isInstanceOf(Discharge.Closed.class);
    assertAsBefore(scene, stage);
  }

  private static void assertAsBefore(Scene scene, Stage stage) {
    assertThat(scene.contents()).isEqualTo(scene.contentsBefore());
    assertThat(Probes.reaches(scene.rules(), SOURCE)).isTrue();
    List<String> burnt = scene.adding.cut().originals().stream().map(EgressRule::id).toList();
    if (stage.revokeWasIntended()) {
      assertThat(scene.rules()).extracting(Cloud.Rule::id).doesNotContainAnyElementsOf(burnt);
    } else {
      assertThat(scene.rules()).extracting(Cloud.Rule::id).containsAll(burnt);
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NOTHING_SENT"})
  void what_is_throttled_for_longer_than_our_patience_is_given_back_at_the_next_attempt(
      Stage stage) {
    Scene scene = lab.scene();
    Obligation owed = scene.at(stage);
    endpoint.always(AUTHORIZE).throttle();
    endpoint.always(REVOKE).throttle();
    List<Cloud.Rule> half = scene.rules();
    Discharge discharge = attempt(owed, new Announced(), Duration.ofMillis(50));
    assertThat(discharge).isInstanceOf(Discharge.NotYet.class);
    assertThat(((Discharge.NotYet) discharge).why())
        .matches("still to be done: (Authorize|Revoke)SecurityGroupEgress sg-.*");
    assertThat(scene.rules()).isEqualTo(half);
    endpoint.asUsual();
    assertThat(attempt(owed)).isInstanceOf(Discharge.Closed.class);
    assertAsBefore(scene, stage);
  }

  @Test
  void rules_that_cannot_be_read_are_not_guessed() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.REVOKED);
    int writes = endpoint.writes().size();
    endpoint.next(RULES).deny();
    Discharge discharge = attempt(owed);
    assertThat(((Discharge.NotYet) discharge).why()).contains("UnauthorizedOperation");
    assertThat(endpoint.writes()).hasSize(writes);
    endpoint.next(RULES).throttle();
    assertThat(attempt(owed)).isInstanceOf(Discharge.Closed.class);
    assertAsBefore(scene, Stage.REVOKED);
  }

  @Test
  void rules_that_cannot_be_read_any_more_in_the_middle_are_given_back_at_the_next_attempt() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.REVOKE_INTENDED);
    endpoint.nth(RULES, 3).deny();
    assertThat(attempt(owed)).isInstanceOf(Discharge.NotYet.class);
    assertThat(Probes.letOut(scene.rules())).containsAll(Probes.letOut(scene.before));
    assertThat(attempt(owed)).isInstanceOf(Discharge.Closed.class);
    assertAsBefore(scene, Stage.REVOKE_INTENDED);
  }

  @Test
  void whoever_lost_the_workflow_sends_nothing_more() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.REVOKED);
    int writes = endpoint.writes().size();
    Announced lost =
        new Announced(
            () -> {
              if (endpoint.writes().size() > writes) {
                throw new Superseded("w");
              }
            });
    assertThatExceptionOfType(Superseded.class).isThrownBy(() -> attempt(owed, lost, PATIENCE));
    assertThat(endpoint.writes()).hasSize(writes + 1);
  }

  @Test
  void what_somebody_else_added_stays_and_is_told() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.REVOKED);
    String added =
        endpoint.egress(scene.wide, "tcp", 22, 22, "10.9.0.0/16", "ssh", Map.of("by", "bob"));
    Discharge.Closed closed = (Discharge.Closed) attempt(owed);
    assertThat(closed.evidence())
        .startsWith("egress is as others left it")
        .contains("added by others: " + added);
    assertThat(scene.rules()).extracting(Cloud.Rule::id).contains(added);
    assertThat(scene.contents()).containsAll(scene.contentsBefore());
    assertThat(scene.rules()).hasSize(scene.before.size() + 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"ALL_NARROWER_ADDED", "REVOKE_INTENDED", "REVOKED", "ALL_GIVEN_BACK"})
  void a_narrower_rule_that_somebody_else_took_away_is_survived(Stage stage) {
    Scene scene = lab.scene();
    Obligation owed = scene.at(stage);
    endpoint.revokeByOthers(ours(scene).getFirst().id());
    assertThat(attempt(owed)).isInstanceOf(Discharge.Closed.class);
    assertAsBefore(scene, stage);
  }

  @Test
  void an_original_that_somebody_gave_back_by_hand_is_not_given_back_again() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.REVOKED);
    String theirs = endpoint.egress(scene.wide, "-1", -1, -1, "10.1.0.0/28", "by hand", Map.of());
    Discharge.Closed closed = (Discharge.Closed) attempt(owed);
    assertThat(closed.evidence()).contains("changed by others: " + theirs);
    assertThat(scene.rules())
        .hasSameSizeAs(scene.before)
        .extracting(Cloud.Rule::id)
        .contains(theirs);
  }

  @Test
  void an_untouched_original_that_somebody_took_away_is_not_ours_to_give_back() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.ALL_NARROWER_ADDED);
    scene.adding.cut().originals().forEach(rule -> endpoint.revokeByOthers(rule.id()));
    // Nobody may reach anything then, as somebody wanted: only the unwatched network does that.
    Discharge.Closed closed =
        (Discharge.Closed) attempt(lab.access().network(), owed, new Announced(), PATIENCE);
    assertThat(closed.evidence()).contains("removed by others: ");
    assertThat(scene.rules()).extracting(Cloud.Rule::description).containsExactly("web");
  }

  @Test
  void a_revoke_that_arrives_after_it_was_given_back_finds_nothing() {
    Scene scene = lab.scene();
    assertThat(attempt(scene.at(Stage.REVOKE_INTENDED))).isInstanceOf(Discharge.Closed.class);
    List<Cloud.Rule> after = scene.rules();
    scene
        .adding
        .cut()
        .groups()
        .forEach(
            group ->
                assertThat(
                        lab.network.revokeEgress(
                            group.group(), group.revoke().stream().map(EgressRule::id).toList()))
                    .isInstanceOf(ApiAnswer.Refused.class));
    assertThat(scene.rules()).isEqualTo(after);
  }

  @Test
  void a_cut_of_everything_is_given_back_whole() {
    endpoint.asUsual();
    String group = endpoint.group("everything");
    endpoint.egress(group, "-1", -1, -1, "0.0.0.0/0", "all out", Map.of("ticket", "NET-7"));
    Scene scene = lab.scene();
    List<Cloud.Rule> before = endpoint.egressRules(List.of(group));
    Carving.Possible cut =
        (Carving.Possible)
            CarveOut.carve(
                lab.network.egressRules(Set.of(group)),
                Resolution.NONE,
                Set.of(SOURCE),
                CutLab.PORT);
    CutState state =
        CutLab.revokingAll(new CutState(scene.adding.obligationId(), cut.cut(), Set.of()));
    List<Permission> narrower = cut.cut().groups().getFirst().add();
    assertThat(narrower).as("32 blocks, and 4 ways to the source").hasSize(36);
    Obligation owed =
        scene
            .owed(Stage.REVOKED)
            .in(
                ObligationState.DISCHARGING,
                new Obligation.UndoDocument(
                    new CutDocument(state, Set.of(group), Optional.of(LabAccess.ACCOUNT)).write()));
    assertThat(attempt(owed)).isInstanceOf(Discharge.Closed.class);
    assertThat(CutLab.contents(endpoint.egressRules(List.of(group))))
        .isEqualTo(CutLab.contents(before));
  }

  @Test
  void it_does_not_need_the_database() {
    Discharger discharger = discharger(lab.network, PATIENCE);
    assertThat(discharger.needsDatabase()).isFalse();
    assertThat(discharger.kind()).isEqualTo(SecurityGroupMeans.KIND);
  }

  private List<Cloud.Rule> ours(Scene scene) {
    return scene.rules().stream()
        .filter(rule -> rule.description().startsWith("replica-medic cut "))
        .toList();
  }
}
