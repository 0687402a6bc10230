package io.replicamedic.rung.network.acl;

import static io.replicamedic.rung.network.acl.AclLab.CREATE;
import static io.replicamedic.rung.network.acl.AclLab.REPLACE;
import static io.replicamedic.rung.network.acl.AclLab.SOURCE_ENDPOINT;
import static io.replicamedic.rung.network.acl.AclLab.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.adapter.aws.DummyCredentials;
import io.replicamedic.isolation.DenialState;
import io.replicamedic.isolation.Placement;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Cloud;
import io.replicamedic.lab.Held;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.rung.network.Call;
import io.replicamedic.rung.network.Look;
import io.replicamedic.rung.network.Ongoing;
import io.replicamedic.rung.network.Undo;
import io.replicamedic.rung.network.acl.AclLab.Scene;
import io.replicamedic.rung.network.acl.AclLab.Stage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Preparing a cut by network ACL and carrying it out; what stops it, and when it is in force. */
@ExtendWith(DummyCredentials.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AclCutTest {
  private final AclLab lab = new AclLab();
  private final AwsEndpoint endpoint = lab.endpoint;

  @AfterAll
  void gone() {
    lab.close();
  }

  private static List<Integer> numbers(List<Placement> placements, String acl) {
    return placements.stream()
        .filter(each -> each.acl().equals(acl))
        .map(each -> each.deny().number())
        .toList();
  }

  private static DenialState recorded(Ongoing cut, Scene scene) {
    return AclDocument.read(scene.owed(cut)).state();
  }

  @Test
  void preparing_allows_what_is_allowed_anyway() {
    Scene scene = lab.scene();
    int writes = endpoint.writes().size();
    Obligation owed = scene.at(Stage.PREPARED);
    assertThat(scene.ours(scene.shared)).containsExactly(entry(99, "allow"));
    assertThat(scene.ours(scene.alone)).containsExactly(entry(99, "allow"));
    assertThat(endpoint.writes().subList(writes, endpoint.writes().size()))
        .extracting(AwsEndpoint.Call::action)
        .containsExactly(CREATE, CREATE);
    assertThat(scene.ongoing(owed).notInForce(SOURCE_ENDPOINT))
        .hasValueSatisfying(why -> assertThat(why).contains(scene.shared, scene.alone));
  }

  @Test
  void cutting_denies_it_in_each_ACL_and_is_in_force_at_once() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT);
    assertThat(scene.ours(scene.shared)).containsExactly(entry(99, "deny"));
    assertThat(scene.ours(scene.alone)).containsExactly(entry(99, "deny"));
    assertThat(AclLab.isDone(scene.ongoing(owed).cutting())).isTrue();
    assertThat(scene.ongoing(owed).notInForce(SOURCE_ENDPOINT)).isEmpty();
  }

  @Test
  void every_number_is_on_record_before_it_is_sent() {
    Scene scene = lab.scene();
    Ongoing begun = scene.begun();
    DenialState reserved = recorded(begun, scene);
    assertThat(numbers(reserved.reserved(), scene.shared)).containsExactly(99, 98, 97);
    assertThat(reserved.denying()).isEmpty();
    AclLab.settle(begun::preparing);
    Look cutting = begun.cutting();
    assertThat(recorded(cutting.recorded(), scene).denying())
        .extracting(Placement::acl)
        .containsExactlyInAnyOrder(scene.shared, scene.alone);
    assertThat(cutting.needed()).extracting(Call::words).allMatch(it -> it.startsWith(REPLACE));
  }

  @Test
  void a_number_that_somebody_took_meanwhile_is_not_named() {
    Scene scene = lab.scene();
    Ongoing begun = scene.begun();
    endpoint.entry(scene.shared, new Cloud.Entry(99, "6", 80, 80, "10.2.0.0/16", "deny"));
    assertThat(AclLab.isDone(AclLab.settle(begun::preparing))).isTrue();
    assertThat(scene.ours(scene.shared)).containsExactly(entry(98, "allow"));
  }

  @Test
  void a_create_without_an_answer_has_spent_its_number() {
    Scene scene = lab.scene();
    Ongoing cut =
        scene.impatient().ongoing(scene.owed(scene.begun(scene.impatient(), scene.situation())));
    Ongoing trying = cut.preparing().recorded();
    Held held = endpoint.next(CREATE).answerLate();
    AclLab.settle(trying::preparing);
    held.awaitArrived();
    String acl = acl(held, scene);
    Set<Integer> before = Set.copyOf(scene.ours(acl).stream().map(Cloud.Entry::number).toList());
    assertThat(before).hasSize(1);
    assertThat(held.deliver()).isEqualTo("OK");
    assertThat(scene.ours(acl)).as("two placeholders, both on record").hasSize(2);
    Look cutting = trying.cutting();
    assertThat(cutting.needed()).as("one is enough").hasSize(2);
    AclLab.settle(cutting.recorded()::cutting);
    assertThat(cutting.recorded().notInForce(SOURCE_ENDPOINT)).isEmpty();
    assertThat(scene.attempt(scene.owed(cutting.recorded())).toString()).contains("as they were");
    assertThat(scene.ours(acl)).isEmpty();
  }

  @Test
  void of_two_placeholders_the_one_that_decides_is_denied() {
    Scene scene = lab.scene();
    Ongoing begun = scene.begun();
    endpoint.nth(CREATE, 2).seenAfter(1);
    AclLab.settle(begun::preparing);
    List<String> both = List.of(scene.shared, scene.alone);
    String twice =
        both.stream().filter(acl -> scene.ours(acl).size() == 2).findFirst().orElseThrow();
    assertThat(scene.ours(twice)).containsExactly(entry(98, "allow"), entry(99, "allow"));
    Ongoing cutting = begun.cutting().recorded();
    assertThat(AclLab.isDone(AclLab.settle(cutting::cutting))).isTrue();
    assertThat(scene.ours(twice)).containsExactly(entry(98, "deny"), entry(99, "allow"));
    assertThat(cutting.notInForce(SOURCE_ENDPOINT)).isEmpty();
  }

  @Test
  void a_placeholder_that_comes_late_before_the_deny_is_denied_too() {
    Scene scene = lab.scene();
    Ongoing cut = scene.ongoing(scene.at(Stage.CUT));
    endpoint.entry(scene.shared, entry(98, "allow"));
    assertThat(cut.notInForce(SOURCE_ENDPOINT)).isPresent();
    Look look = cut.cutting();
    assertThat(recorded(look.recorded(), scene).denying())
        .extracting(each -> each.deny().number())
        .contains(98);
    AclLab.settle(look.recorded()::cutting);
    assertThat(cut.notInForce(SOURCE_ENDPOINT)).isEmpty();
    assertThat(scene.attempt(scene.owed(look.recorded())).toString()).contains("as they were");
  }

  private String acl(Held held, Scene scene) {
    assertThat(held.hasArrived()).isTrue();
    return endpoint.writes().stream()
        .filter(call -> call.answer().equals("held"))
        .map(call -> call.parameters().get("NetworkAclId"))
        .filter(acl -> List.of(scene.shared, scene.alone).contains(acl))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  @Test
  void a_refused_create_has_not_spent_its_number() {
    Scene scene = lab.scene();
    Ongoing begun = scene.begun();
    for (int times = 0; times < 5; times++) {
      endpoint.next(CREATE).throttle();
    }
    assertThat(AclLab.isDone(AclLab.settle(begun::preparing))).isTrue();
    assertThat(scene.ours(scene.shared)).containsExactly(entry(99, "allow"));
    assertThat(scene.ours(scene.alone)).containsExactly(entry(99, "allow"));
  }

  @Test
  void when_every_number_is_spent_preparing_has_failed_and_another_try_reserves_others() {
    Scene scene = lab.scene();
    Ongoing begun = scene.begun();
    endpoint.always(CREATE).fail(500);
    int writes = endpoint.writes().size();
    Look failed = AclLab.settle(begun::preparing);
    assertThat(failed.obstacles()).hasSize(2).allMatch(it -> it.startsWith("no number is left"));
    assertThat(endpoint.writes()).as("three numbers in each").hasSize(writes + 6);
    endpoint.asUsual();
    Ongoing again = scene.ongoing(scene.owed(begun)).preparing().recorded();
    assertThat(numbers(recorded(again, scene).reserved(), scene.shared))
        .containsExactly(99, 98, 97, 96, 95, 94);
    assertThat(AclLab.isDone(AclLab.settle(again::preparing))).isTrue();
    assertThat(scene.ours(scene.shared)).containsExactly(entry(96, "allow"));
  }

  @Test
  void a_cut_begun_before_a_crash_takes_the_placeholders_that_are_there() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.ONE_CREATED);
    Ongoing again = scene.ongoing(owed).preparing().recorded();
    assertThat(AclLab.isDone(AclLab.settle(again::preparing))).isTrue();
    List<Cloud.Entry> all = new ArrayList<>(scene.ours(scene.shared));
    all.addAll(scene.ours(scene.alone));
    assertThat(all).containsExactlyInAnyOrder(entry(99, "allow"), entry(96, "allow"));
  }

  @ParameterizedTest
  @EnumSource(names = {"NOTHING_SENT", "ONE_CREATED"})
  void what_was_not_read_there_is_not_replaced(Stage stage) {
    Scene scene = lab.scene();
    Look look = scene.ongoing(scene.at(stage)).cutting();
    assertThat(look.obstacles())
        .isNotEmpty()
        .allMatch(it -> it.startsWith("nothing of ours is in acl-"));
  }

  @Test
  void an_entry_that_somebody_changed_is_not_ours_to_replace() {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.PREPARED);
    endpoint.entry(scene.shared, new Cloud.Entry(99, "6", 3306, 3307, "10.1.0.5/32", "allow"));
    Look look = scene.ongoing(owed).cutting();
    assertThat(look.obstacles())
        .containsExactly("nothing of ours is in " + scene.shared + " for 10.1.0.5/32");
    assertThat(look.needed()).extracting(Call::words).noneMatch(it -> it.contains(scene.shared));
  }

  @Test
  void an_entry_that_lets_it_through_before_ours_is_noticed() {
    Scene scene = lab.scene();
    Ongoing cut = scene.ongoing(scene.at(Stage.CUT));
    endpoint.entry(scene.alone, new Cloud.Entry(60, "6", 3306, 3306, "10.0.0.0/8", "allow"));
    assertThat(cut.notInForce(SOURCE_ENDPOINT))
        .hasValue("network ACLs let it reach the source: [" + scene.alone + "]");
  }

  @Test
  void a_subnet_that_got_another_ACL_under_the_cut_is_noticed() {
    Scene scene = lab.scene();
    Ongoing cut = scene.ongoing(scene.at(Stage.CUT));
    String another = endpoint.acl(List.of(scene.failover));
    assertThat(cut.notInForce(SOURCE_ENDPOINT)).as("it denies everything").isEmpty();
    endpoint.entry(another, AclLab.ALL);
    assertThat(cut.notInForce(SOURCE_ENDPOINT))
        .hasValueSatisfying(why -> assertThat(why).contains(another));
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
    Obligation owed = scene.at(Stage.PREPARED);
    Ongoing cut = scene.means(clock).ongoing(owed);
    assertSignedThen(then, callsBefore, () -> cut.cutting().needed().getFirst());
    assertSignedThen(then, callsBefore, () -> next(cut.undo()));
    Obligation nothing = lab.scene().owed(scene.begun());
    assertSignedThen(
        then,
        callsBefore,
        () -> scene.means(clock).ongoing(nothing).preparing().needed().getFirst());
  }

  private void assertSignedThen(Instant then, List<Integer> callsBefore, Supplier<Call> deciding) {
    callsBefore.clear();
    int calls = endpoint.calls().size();
    Call call = deciding.get();
    assertThat(callsBefore).as("asked once, before anything was read").containsExactly(calls);
    assertThat(call.send().get()).isInstanceOf(ApiAnswer.Accepted.class);
    assertThat(endpoint.writes().getLast().signedAt()).isEqualTo(then);
  }

  private static Call next(Undo undo) {
    if (undo.next() instanceof Undo.Next.Send(Call call)) {
      return call;
    }
    throw new AssertionError("nothing to undo");
  }
}
