package io.replicamedic.rung.network.acl;

import static io.replicamedic.rung.network.acl.AclLab.CREATE;
import static io.replicamedic.rung.network.acl.AclLab.DELETE;
import static io.replicamedic.rung.network.acl.AclLab.READ;
import static io.replicamedic.rung.network.acl.AclLab.REPLACE;
import static io.replicamedic.rung.network.acl.AclLab.SOURCE_ENDPOINT;
import static io.replicamedic.rung.network.acl.AclLab.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replicamedic.adapter.aws.DummyCredentials;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Cloud;
import io.replicamedic.lab.Held;
import io.replicamedic.lab.Script;
import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.rung.network.Announced;
import io.replicamedic.rung.network.Leftover;
import io.replicamedic.rung.network.Look;
import io.replicamedic.rung.network.Ongoing;
import io.replicamedic.rung.network.acl.AclLab.Scene;
import io.replicamedic.rung.network.acl.AclLab.Stage;
import io.replicamedic.workflow.Superseded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Undoing a cut by network ACL, from wherever it stopped and whatever AWS does to the calls. */
@ExtendWith(DummyCredentials.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AclUndoTest {
  private static final String NOT_FOUND = "InvalidNetworkAclEntry.NotFound";
  private static final Cloud.Entry THEIRS =
      new Cloud.Entry(99, "6", 443, 443, "10.3.0.0/16", "allow");

  private final AclLab lab = new AclLab();
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
          new Trouble("seen later", script -> script.seenAfter(1)));

  static Stream<Arguments> everyTroubleOfEachCall() {
    return Stream.of(CREATE, REPLACE, DELETE)
        .flatMap(
            action ->
                IntStream.of(1, 2)
                    .boxed()
                    .flatMap(
                        nth ->
                            TROUBLES.stream().map(trouble -> Arguments.of(nth, action, trouble))));
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
  void the_ACLs_are_as_before_from_every_half_done_state(Stage stage) {
    Scene scene = lab.scene();
    Object before = scene.entries();
    Obligation owed = scene.at(stage);
    int writes = endpoint.writes().size();
    Announced announced = new Announced();
    assertThat(evidence(scene.attempt(owed, Duration.ofSeconds(5), announced)))
        .startsWith("the network ACLs are as they were");
    assertThat(scene.entries()).isEqualTo(before);
    assertThat(announced.acts()).hasSize(endpoint.writes().size() - writes);
    assertThat(evidence(scene.attempt(owed))).as("again").contains("as they were");
    assertThat(endpoint.writes()).hasSize(writes + announced.acts().size());
  }

  @ParameterizedTest(name = "{1} no. {0} {2}")
  @MethodSource("everyTroubleOfEachCall")
  void trouble_with_a_call_changes_nothing_of_the_end(int nth, String action, Trouble trouble) {
    Scene scene = lab.scene();
    Object before = scene.entries();
    trouble.happens.accept(endpoint.nth(action, nth));
    Ongoing cut = scene.begun();
    assertThat(AclLab.isDone(AclLab.settle(cut::preparing))).isTrue();
    assertThat(cut.cutting().obstacles()).isEmpty();
    Ongoing cutting = cut.cutting().recorded();
    Look settled = AclLab.settle(cutting::cutting);
    assertThat(AclLab.isDone(settled)).as("%s", settled).isTrue();
    assertThat(cutting.notInForce(SOURCE_ENDPOINT)).isEmpty();
    assertThat(evidence(scene.attempt(scene.owed(cutting)))).contains("as they were");
    assertThat(scene.entries()).isEqualTo(before);
  }

  @Test
  void what_is_refused_for_longer_than_our_patience_is_undone_at_the_next_attempt() {
    Scene scene = lab.scene();
    Object before = scene.entries();
    Obligation owed = scene.at(Stage.CUT);
    endpoint.always(DELETE).deny();
    assertThat(why(scene.attempt(owed, Duration.ofMillis(50), new Announced())))
        .startsWith("still to be done: " + DELETE);
    endpoint.asUsual();
    evidence(scene.attempt(owed));
    assertThat(scene.entries()).isEqualTo(before);
  }

  @Test
  void what_cannot_be_read_is_not_guessed() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT);
    int writes = endpoint.writes().size();
    endpoint.always(READ).deny();
    assertThat(why(scene.attempt(owed))).contains(READ);
    assertThat(endpoint.writes()).hasSize(writes);
    endpoint.asUsual();
    evidence(scene.attempt(owed));
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
        .isThrownBy(() -> scene.attempt(owed, Duration.ofSeconds(5), lost));
    assertThat(endpoint.writes()).hasSize(writes + 1);
    assertThat(evidence(scene.attempt(owed))).contains("as they were");
  }

  @Test
  void what_others_added_and_took_away_meanwhile_stays_so_and_is_told() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT);
    Cloud.Entry added = new Cloud.Entry(98, "6", 3306, 3306, "10.1.0.5/32", "deny");
    Cloud.Entry alike = new Cloud.Entry(7, "6", 3306, 3306, "10.1.0.5/32", "allow");
    endpoint.entry(scene.shared, alike);
    endpoint.entry(scene.alone, new Cloud.Entry(98, "6", 22, 22, "10.1.0.5/32", "deny"));
    endpoint.deleteEntryByOthers(scene.alone, 50);
    assertThat(evidence(scene.attempt(owed)))
        .contains("as others left them")
        .contains(scene.shared + " added by others: 7 allow")
        .contains(scene.alone + " added by others: 98 deny")
        .contains(scene.alone + " removed by others: 50 deny");
    assertThat(scene.ours(scene.shared)).containsExactly(alike);
    assertThat(scene.ours(scene.alone)).hasSize(1).doesNotContain(added);
  }

  @ParameterizedTest
  @EnumSource(names = {"PREPARED", "CUT_INTENDED", "CUT"})
  void an_entry_that_somebody_put_in_the_place_of_ours_stays(Stage stage) {
    Scene scene = lab.scene();
    Obligation owed = scene.at(stage);
    endpoint.entry(scene.shared, THEIRS);
    assertThat(evidence(scene.attempt(owed)))
        .contains(scene.shared + " added by others: 99 allow tcp 443");
    assertThat(endpoint.aclEntries(scene.shared)).contains(THEIRS);
    assertThat(scene.ours(scene.alone)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void a_replace_that_arrives_after_it_was_undone_finds_nothing(int times) {
    Scene scene = lab.scene();
    Object before = scene.entries();
    Late late = late(scene);
    assertThat(evidence(scene.attempt(late.owed))).contains("as they were");
    assertThat(times == 1 ? List.of(late.call.deliver()) : late.call.deliverTwice())
        .hasSize(times)
        .containsOnly(NOT_FOUND);
    assertThat(scene.entries()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void a_replace_that_arrives_while_it_is_undone_is_deleted_all_the_same(int times) {
    Scene scene = lab.scene();
    Object before = scene.entries();
    Late late = late(scene);
    AtomicBoolean underWay = new AtomicBoolean(true);
    Announced announced =
        new Announced(
            () -> {
              if (underWay.getAndSet(false)) {
                assertThat(times == 1 ? List.of(late.call.deliver()) : late.call.deliverTwice())
                    .containsOnly("OK");
              }
            });
    assertThat(evidence(scene.attempt(late.owed, Duration.ofSeconds(5), announced)))
        .contains("as they were");
    assertThat(announced.acts()).hasSize(2).allMatch(act -> act.startsWith(DELETE));
    assertThat(scene.entries()).isEqualTo(before);
  }

  @Test
  void a_replace_that_comes_too_late_does_not_hit_who_has_the_number_by_then() {
    Scene scene = lab.scene();
    Late late = late(scene);
    evidence(scene.attempt(late.owed));
    endpoint.entry(scene.shared, THEIRS);
    endpoint.entry(scene.alone, THEIRS);
    endpoint.signatureLife(Duration.ZERO);
    assertThat(late.call.deliverTwice()).containsExactly("RequestExpired", "RequestExpired");
    endpoint.signatureLife(Duration.ofMinutes(15));
    assertThat(endpoint.aclEntries(scene.shared)).contains(THEIRS);
    assertThat(endpoint.aclEntries(scene.alone)).contains(THEIRS);
  }

  @Test
  void a_delete_that_arrives_twice_takes_nothing_of_the_next_cut() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT);
    Held held = endpoint.next(DELETE).answerLate();
    assertThat(why(scene.attempt(scene.impatient(), owed))).contains("still to be done");
    assertThat(evidence(scene.attempt(owed))).contains("as they were");
    scene.obligations.add(scene.owed(ObligationState.CLOSED, scene.ongoing(owed)));
    Scene.Next next = scene.next();
    assertThat(held.deliverTwice()).containsExactly(NOT_FOUND, NOT_FOUND);
    assertThat(next.cut().notInForce(SOURCE_ENDPOINT)).isEmpty();
    assertThat(scene.ours(scene.shared)).containsExactly(entry(96, "deny"));
    assertThat(evidence(scene.attempt(next.owed()))).contains("as they were");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void a_placeholder_that_is_created_after_its_time_is_removed_by_the_sentinel(int times) {
    Scene scene = lab.scene();
    Object before = scene.entries();
    Ongoing cut = scene.begun(scene.impatient(), scene.situation());
    Held held = endpoint.next(CREATE).answerLate();
    assertThat(cut.preparing().needed().getFirst().send().get())
        .isInstanceOf(ApiAnswer.Unanswered.class);
    Obligation owed = scene.owed(cut);
    evidence(scene.attempt(owed));
    scene.obligations.add(owed.in(ObligationState.CLOSED, "read back"));
    assertThat(scene.means().leftovers()).isEmpty();
    List<String> answers = times == 1 ? List.of(held.deliver()) : held.deliverTwice();
    assertThat(answers.getFirst()).isEqualTo("OK");
    assertThat(answers.subList(1, times)).allMatch("NetworkAclEntryAlreadyExists"::equals);
    List<Leftover> leftovers = scene.means().leftovers();
    assertThat(leftovers)
        .singleElement()
        .extracting(Leftover::place)
        .asString()
        .startsWith("network-acl:");
    assertThat(leftovers.getFirst().removal().orElseThrow().words()).startsWith(DELETE);
    assertThat(leftovers.getFirst().removal().orElseThrow().send().get())
        .isInstanceOf(ApiAnswer.Accepted.class);
    assertThat(scene.entries()).isEqualTo(before);
    assertThat(scene.means().leftovers()).isEmpty();
  }

  @Test
  void an_entry_that_only_looks_like_ours_long_after_a_cut_is_somebodys_own() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT);
    Obligation closed = owed.in(ObligationState.CLOSED, "read back");
    scene.obligations.add(closed, Instant.now().minus(Duration.ofMinutes(61)));
    assertThat(scene.means().leftovers()).isEmpty();
    scene.obligations.add(closed, Instant.now().minus(Duration.ofMinutes(59)));
    assertThat(scene.means().leftovers()).isNotEmpty();
  }

  @Test
  void the_sentinel_leaves_what_a_cut_that_is_not_closed_has_and_what_is_not_ours() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT);
    scene.obligations.add(owed);
    assertThat(scene.means().leftovers()).as("named by an open one").isEmpty();
    Scene closed = lab.scene();
    Obligation old = closed.at(Stage.UNDONE);
    endpoint.entry(closed.shared, THEIRS);
    endpoint.entry(closed.alone, new Cloud.Entry(95, "6", 3306, 3306, "10.1.0.5/32", "deny"));
    assertThat(closed.means().leftovers()).isEmpty();
    closed.obligations.add(old.in(ObligationState.CLOSED, "read back"));
    assertThat(closed.means().leftovers()).isEmpty();
  }

  /** A call to replace that has left its sender, and what is owed by then. */
  private record Late(Held call, Obligation owed) {}

  private Late late(Scene scene) {
    Obligation owed = scene.at(Stage.CUT_INTENDED);
    Held held = endpoint.next(REPLACE).answerLate();
    assertThat(scene.impatient().ongoing(owed).cutting().needed().getFirst().send().get())
        .isInstanceOf(ApiAnswer.Unanswered.class);
    held.awaitArrived();
    return new Late(held, owed);
  }
}
