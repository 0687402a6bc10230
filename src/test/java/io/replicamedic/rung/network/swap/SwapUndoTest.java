package io.replicamedic.rung.network.swap;

import static io.replicamedic.rung.network.swap.SwapLab.CREATE;
import static io.replicamedic.rung.network.swap.SwapLab.DELETE;
import static io.replicamedic.rung.network.swap.SwapLab.IN;
import static io.replicamedic.rung.network.swap.SwapLab.MODIFY;
import static io.replicamedic.rung.network.swap.SwapLab.OUT;
import static io.replicamedic.rung.network.swap.SwapLab.REVOKE;
import static io.replicamedic.rung.network.swap.SwapLab.SOURCE_ENDPOINT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.replicamedic.adapter.aws.DummyCredentials;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Held;
import io.replicamedic.lab.Script;
import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.rung.network.Announced;
import io.replicamedic.rung.network.Leftover;
import io.replicamedic.rung.network.Look;
import io.replicamedic.rung.network.Ongoing;
import io.replicamedic.rung.network.Sentinel;
import io.replicamedic.rung.network.ToldJournal;
import io.replicamedic.rung.network.swap.SwapLab.Scene;
import io.replicamedic.rung.network.swap.SwapLab.Stage;
import io.replicamedic.workflow.Superseded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Giving the groups back, from wherever a swap stopped and whatever AWS does to the calls. */
@ExtendWith(DummyCredentials.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SwapUndoTest {
  private final SwapLab lab = new SwapLab();
  private final AwsEndpoint endpoint = lab.endpoint;

  @AfterAll
  void gone() {
    lab.close();
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
          new Trouble("denied once", Script::deny),
          new Trouble("answer lost", Script::loseAnswer),
          new Trouble("seen later", script -> script.seenAfter(5)));

  static Stream<Arguments> everyTroubleOfEachCall() {
    return troubles(CREATE, REVOKE, OUT, IN, MODIFY);
  }

  static Stream<Arguments> everyTroubleOfEachCallBack() {
    return troubles(MODIFY, DELETE);
  }

  private static Stream<Arguments> troubles(String... actions) {
    return Stream.of(actions)
        .flatMap(action -> TROUBLES.stream().map(trouble -> Arguments.of(action, trouble)));
  }

  private void assertAsBefore(Scene scene, Object rulesBefore) {
    assertThat(scene.memberships()).isEqualTo(Map.of(scene.wide, "active", scene.quiet, "active"));
    assertThat(scene.onInterface()).containsExactly(scene.wide, scene.quiet);
    assertThat(scene.rules()).isEqualTo(rulesBefore);
    assertThat(scene.temporary()).isEmpty();
  }

  private static String evidence(Discharge discharge) {
    assertThat(discharge).isInstanceOf(Discharge.Closed.class);
    return ((Discharge.Closed) discharge).evidence();
  }

  private static String why(Discharge discharge) {
    assertThat(discharge).isInstanceOf(Discharge.NotYet.class);
    return ((Discharge.NotYet) discharge).why();
  }

  @ParameterizedTest
  @EnumSource
  void the_groups_are_given_back_from_every_half_done_state(Stage stage) {
    Scene scene = lab.scene();
    Object rules = scene.rules();
    Obligation owed = scene.at(stage);
    Announced announced = new Announced(endpoint::applyChanges);
    int writes = endpoint.writes().size();
    if (stage == Stage.CUT_ACCEPTED || stage == Stage.GIVING_BACK_ACCEPTED) {
      assertThat(why(lab.attempt(owed, Duration.ofMillis(20), announced)))
          .contains("is removing", "is adding");
      endpoint.applyChanges();
    }
    endpoint.appliesAfter(Duration.ofMillis(3));
    assertThat(evidence(lab.attempt(owed, Duration.ofSeconds(5), announced)))
        .startsWith(
            stage.cutWasIntended()
                ? "the database's groups are as they were: [" + scene.wide + ", " + scene.quiet
                : "the database's groups were never changed");
    assertAsBefore(scene, rules);
    assertThat(announced.acts()).hasSize(endpoint.writes().size() - writes);
    assertThat(evidence(lab.attempt(owed))).as("again").isNotEmpty();
  }

  @Test
  void until_a_cut_was_intended_the_database_is_not_even_asked_about() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.PREPARED);
    endpoint.always("DescribeDBClusters").deny();
    endpoint.always(MODIFY).deny();
    evidence(lab.attempt(owed));
    assertThat(scene.temporary()).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("everyTroubleOfEachCall")
  void trouble_with_a_call_of_the_cut_changes_nothing_of_it_nor_of_the_end(
      String action, Trouble trouble) {
    Scene scene = lab.scene();
    Object rules = scene.rules();
    Ongoing cut = scene.begun();
    trouble.happens.accept(endpoint.next(action));
    assertThat(SwapLab.isDone(SwapLab.settle(cut::preparing))).isTrue();
    assertThat(scene.onInterface()).containsExactly(scene.wide, scene.quiet);
    Ongoing cutting = cut.cutting().recorded();
    Look settled = SwapLab.settle(cutting::cutting);
    assertThat(SwapLab.isDone(settled)).as("%s", settled).isTrue();
    assertThat(cutting.notInForce(SOURCE_ENDPOINT)).isEmpty();
    String temporary = scene.temporary().orElseThrow();
    assertThat(scene.onInterface()).containsExactly(temporary, scene.quiet);
    assertThat(evidence(lab.attempt(scene.owed(cutting)))).contains("as they were");
    assertAsBefore(scene, rules);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("everyTroubleOfEachCallBack")
  void trouble_with_a_call_of_the_undo_changes_nothing_of_the_end(String action, Trouble trouble) {
    Scene scene = lab.scene();
    Object rules = scene.rules();
    Obligation owed = scene.at(Stage.CUT);
    trouble.happens.accept(endpoint.next(action));
    assertThat(evidence(lab.attempt(owed))).contains("as they were");
    assertAsBefore(scene, rules);
  }

  @ParameterizedTest
  @ValueSource(strings = {MODIFY, DELETE})
  void what_is_refused_for_longer_than_our_patience_is_given_back_at_the_next_attempt(
      String action) {
    Scene scene = lab.scene();
    Object rules = scene.rules();
    Obligation owed = scene.at(Stage.CUT);
    endpoint.always(action).deny();
    assertThat(why(lab.attempt(owed, Duration.ofMillis(50), new Announced())))
        .startsWith("still to be done: " + action);
    assertThat(scene.temporary()).isPresent();
    endpoint.asUsual();
    evidence(lab.attempt(owed));
    assertAsBefore(scene, rules);
  }

  @Test
  void a_cluster_that_names_no_writer_is_given_its_groups_back_all_the_same() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT);
    endpoint.loseWriter(scene.cluster);
    evidence(lab.attempt(owed));
    assertThat(lab.fleet().groups(new AwsIdentity(Optional.of(scene.cluster), Optional.empty())))
        .extracting(RdsFacts.Membership::group)
        .containsExactly(scene.wide, scene.quiet);
    assertThat(scene.temporary()).isEmpty();
  }

  @Test
  void the_temporary_group_is_kept_until_the_groups_given_back_are_in_force() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT);
    endpoint.appliesAfter(Duration.ofDays(1));
    assertThat(why(lab.attempt(owed, Duration.ofMillis(50), new Announced())))
        .contains("RDS is changing the groups", scene.wide + " is adding");
    assertThat(endpoint.writes()).extracting(AwsEndpoint.Call::action).last().isEqualTo(MODIFY);
    endpoint.applyChanges();
    evidence(lab.attempt(owed));
  }

  @Test
  void an_interface_that_still_has_the_temporary_group_is_waited_for() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT);
    String slow =
        endpoint.networkInterface(
            "RDSNetworkInterface", "10.0.9.1", List.of(scene.temporary().orElseThrow()));
    assertThat(why(lab.attempt(owed, Duration.ofMillis(50), new Announced())))
        .contains("the interfaces [" + slow + "] to lose");
    assertThat(scene.memberships()).containsOnlyKeys(scene.wide, scene.quiet);
    endpoint.attach(slow, scene.cluster + "-2");
    scene.setByOthers(List.of(scene.wide, scene.quiet));
    evidence(lab.attempt(owed));
    assertThat(scene.temporary()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DescribeDBClusters", "DescribeSecurityGroups"})
  void what_cannot_be_read_is_not_guessed(String reading) {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT);
    int writes = endpoint.writes().size();
    endpoint.always(reading).deny();
    assertThat(why(lab.attempt(owed))).contains(reading);
    assertThat(endpoint.writes()).hasSize(writes);
    endpoint.asUsual();
    evidence(lab.attempt(owed));
  }

  @Test
  void whoever_lost_the_workflow_sends_nothing_more() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT);
    int writes = endpoint.writes().size();
    Announced lost =
        new Announced(
            () -> {
              if (endpoint.writes().size() > writes) {
                throw new Superseded("w");
              }
            });
    assertThatExceptionOfType(Superseded.class)
        .isThrownBy(() -> lab.attempt(owed, Duration.ofSeconds(5), lost));
    assertThat(endpoint.writes()).hasSize(writes + 1);
    assertThat(evidence(lab.attempt(owed))).contains("as they were");
  }

  @Test
  void a_group_that_others_gave_the_database_meanwhile_stays() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT);
    String theirs = endpoint.group("theirs-" + scene.cluster);
    scene.setByOthers(List.of(theirs, scene.quiet, scene.temporary().orElseThrow()));
    assertThat(evidence(lab.attempt(owed)))
        .contains("as others left them", "added by others: " + theirs);
    assertThat(scene.onInterface()).containsExactly(scene.wide, scene.quiet, theirs);
  }

  @Test
  void a_group_that_others_took_from_the_database_meanwhile_stays_away() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT);
    scene.setByOthers(List.of(scene.temporary().orElseThrow()));
    assertThat(evidence(lab.attempt(owed))).contains("removed by others: " + scene.quiet);
    assertThat(scene.onInterface()).containsExactly(scene.wide);
  }

  @Test
  void a_list_that_others_wrote_without_the_temporary_group_is_theirs_as_it_stands() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT);
    scene.setByOthers(List.of(scene.quiet));
    assertThat(evidence(lab.attempt(owed))).contains("removed by others: " + scene.wide);
    assertThat(scene.onInterface()).containsExactly(scene.quiet);
    assertThat(scene.temporary()).isEmpty();
  }

  @Test
  void a_replaced_group_that_others_deleted_is_left_out_and_told() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT);
    SwapLab.done(lab.access().groups().delete(scene.wide));
    assertThat(evidence(lab.attempt(owed)))
        .contains("deleted by others, so not given back: " + scene.wide);
    assertThat(scene.onInterface()).containsExactly(scene.quiet);
    assertThat(scene.temporary()).isEmpty();
  }

  @Test
  void a_database_that_would_be_left_without_any_group_keeps_ours_until_it_is_given_one() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT);
    scene.setByOthers(List.of(scene.temporary().orElseThrow()));
    endpoint.applyChanges();
    SwapLab.done(lab.access().groups().delete(scene.wide));
    int writes = endpoint.writes().size();
    assertThat(why(lab.attempt(owed, Duration.ofMillis(50), new Announced())))
        .contains(scene.wide, "were deleted by others", "give it one by hand");
    assertThat(endpoint.writes()).hasSize(writes);
    scene.setByOthers(List.of(scene.quiet, scene.temporary().orElseThrow()));
    evidence(lab.attempt(owed));
    assertThat(scene.onInterface()).containsExactly(scene.quiet);
  }

  @Test
  void a_database_that_exists_no_longer_needs_nothing_back() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT_INTENDED);
    SwapDocument document = SwapDocument.read(owed);
    Obligation ofGone =
        scene.owed(
            new SwapDocument(
                document.state(), "orders-gone", "", document.interfaces(), document.account()));
    assertThat(evidence(lab.attempt(ofGone))).contains("orders-gone exists no longer");
    assertThat(scene.temporary()).isEmpty();
  }

  @Test
  void a_swap_that_arrives_after_it_was_undone_names_a_group_that_is_gone() {
    Scene scene = lab.scene();
    Object rules = scene.rules();
    Ongoing cut = lab.impatient().ongoing(scene.at(Stage.CUT_INTENDED));
    Held held = endpoint.next(MODIFY).answerLate();
    ApiAnswer answer = cut.cutting().needed().getFirst().send().get();
    assertThat(answer).isInstanceOf(ApiAnswer.Unanswered.class);
    assertThat(evidence(lab.attempt(scene.owed(cut)))).contains("as they were");
    assertThat(held.deliverTwice())
        .containsExactly("InvalidParameterValue", "InvalidParameterValue");
    assertAsBefore(scene, rules);
  }

  @Test
  void a_swap_that_arrives_before_its_group_is_deleted_is_given_back_again() {
    Scene scene = lab.scene();
    Object rules = scene.rules();
    Ongoing cut = lab.impatient().ongoing(scene.at(Stage.CUT));
    scene.setByOthers(List.of(scene.wide, scene.quiet));
    endpoint.applyChanges();
    Held held = endpoint.next(MODIFY).answerLate();
    assertThat(cut.cutting().needed().getFirst().send().get()).isNotNull();
    AtomicBoolean underWay = new AtomicBoolean(true);
    Announced announced =
        new Announced(
            () -> {
              if (underWay.getAndSet(false)) {
                held.deliver();
              }
            });
    assertThat(evidence(lab.attempt(scene.owed(cut), Duration.ofSeconds(5), announced)))
        .contains("as they were");
    assertThat(announced.acts().getFirst()).startsWith(DELETE);
    assertThat(announced.acts().get(1)).startsWith(MODIFY);
    assertThat(announced.acts().getLast()).startsWith(DELETE);
    assertAsBefore(scene, rules);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void giving_back_that_arrives_after_it_was_given_back_changes_nothing(int times) {
    Scene scene = lab.scene();
    Object rules = scene.rules();
    Held held = givingBackLate(scene);
    assertThat(times == 1 ? List.of(held.deliver()) : held.deliverTwice()).containsOnly("OK");
    endpoint.applyChanges();
    assertAsBefore(scene, rules);
  }

  @Test
  void giving_back_that_comes_too_late_does_not_undo_what_others_gave_it_by_then() {
    Scene scene = lab.scene();
    Held held = givingBackLate(scene);
    String theirs = endpoint.group("theirs-" + scene.cluster);
    scene.setByOthers(List.of(scene.quiet, theirs));
    endpoint.applyChanges();
    endpoint.signatureLife(Duration.ZERO);
    assertThat(held.deliverTwice()).containsExactly("RequestExpired", "RequestExpired");
    endpoint.signatureLife(Duration.ofMinutes(15));
    endpoint.applyChanges();
    assertThat(scene.onInterface()).containsExactly(scene.quiet, theirs);
  }

  /** One instance's call to give back has left it, and another has given back. */
  private Held givingBackLate(Scene scene) {
    Obligation owed = scene.at(Stage.CUT);
    Held held = endpoint.next(MODIFY).answerLate();
    assertThat(why(lab.attemptImpatiently(owed))).contains("still to be done");
    held.awaitArrived();
    assertThat(evidence(lab.attempt(owed))).contains("as they were");
    return held;
  }

  @Test
  void a_group_that_is_created_after_its_time_is_removed_by_the_sentinel() {
    Scene scene = lab.scene();
    Ongoing cut = lab.impatient().ongoing(scene.owed(scene.begun()));
    Held held = endpoint.next(CREATE).answerLate();
    assertThat(cut.preparing().needed().getFirst().send().get()).isNotNull();
    Obligation owed = scene.owed(cut);
    evidence(lab.attempt(owed));
    GroupSwapMeans means = lab.means(owed.in(ObligationState.CLOSED, "read back"));
    assertThat(means.leftovers()).isEmpty();
    assertThat(held.deliver()).isEqualTo("OK");
    String late = scene.temporary().orElseThrow();
    List<Leftover> leftovers = means.leftovers();
    assertThat(leftovers)
        .singleElement()
        .extracting(Leftover::place)
        .isEqualTo("security-group:" + late);
    assertThat(leftovers.getFirst().told().getFirst()).contains(scene.obligation);
    SwapLab.done(leftovers.getFirst().removal().orElseThrow().send().get());
    assertThat(scene.temporary()).isEmpty();
    assertThat(means.leftovers()).isEmpty();
  }

  @Test
  void a_leftover_that_somebody_uses_or_whose_record_cannot_be_read_does_not_hide_the_others() {
    Scene used = lab.scene();
    Obligation ofUsed = used.at(Stage.CREATED);
    endpoint.networkInterface("host", "10.0.9.2", List.of(used.temporary().orElseThrow()));
    Obligation unread =
        lab.scene().at(Stage.CREATED).in(ObligationState.CLOSED, new Obligation.UndoDocument("{"));
    Scene plain = lab.scene();
    Obligation ofPlain = plain.at(Stage.CREATED);
    GroupSwapMeans means =
        lab.means(
            unread,
            ofUsed.in(ObligationState.CLOSED, "read back"),
            ofPlain.in(ObligationState.CLOSED, "read back"));
    assertThat(means.leftovers())
        .extracting(Leftover::place, left -> left.removal().isPresent())
        .containsExactlyInAnyOrder(
            tuple("security-group:" + plain.temporary().orElseThrow(), true),
            tuple("security-group:" + used.temporary().orElseThrow(), false));
    ToldJournal told = new ToldJournal();
    Sentinel sentinel = new Sentinel(List.of(means), told);
    sentinel.look();
    sentinel.look();
    assertThat(plain.temporary()).isEmpty();
    assertThat(used.temporary()).isPresent();
    assertThat(told.of("security-group:" + used.temporary().orElseThrow()))
        .singleElement()
        .satisfies(row -> assertThat(row.summary()).contains("in use, a person must look"));
  }
}
