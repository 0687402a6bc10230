package io.replicamedic.rung.network.rules;

import static io.replicamedic.rung.network.rules.CutLab.REVOKE;
import static io.replicamedic.rung.network.rules.CutLab.RULES;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.adapter.aws.DummyCredentials;
import io.replicamedic.adapter.aws.LabAccess;
import io.replicamedic.isolation.Mark;
import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Cloud;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.rung.network.ListedObligations;
import io.replicamedic.rung.network.Sentinel;
import io.replicamedic.rung.network.ToldJournal;
import io.replicamedic.rung.network.rules.CutLab.Scene;
import io.replicamedic.rung.network.rules.CutLab.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Looking after groups that were cut once. */
@ExtendWith(DummyCredentials.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SentinelTest {
  private final CutLab lab = new CutLab();
  private final AwsEndpoint endpoint = lab.endpoint;

  @AfterAll
  void gone() {
    lab.close();
  }

  private ToldJournal look(Obligation... obligations) {
    ListedObligations listed = new ListedObligations();
    List.of(obligations).forEach(listed::add);
    return look(listed);
  }

  private ToldJournal look(ListedObligations listed) {
    ToldJournal told = new ToldJournal();
    // What a late call added lets traffic out that was not let out before it: nobody misses that.
    new Sentinel(List.of(new SecurityGroupMeans(lab.access().accounts(), listed)), told).look();
    return told;
  }

  private static Obligation closed(Scene scene) {
    return scene.owed(Stage.REVOKED).in(ObligationState.CLOSED, "read back");
  }

  private static Obligation closedOnSameGroups(Obligation open) {
    return new Obligation(
        "an-earlier-one",
        "w",
        SecurityGroupMeans.KIND,
        open.database(),
        ObligationState.CLOSED,
        open.summary(),
        open.undo(),
        "",
        open.claims(),
        open.createdAt(),
        open.deadline(),
        "read back");
  }

  private int calls() {
    return endpoint.calls().size();
  }

  @Test
  void where_there_never_was_a_cut_nothing_is_asked() {
    Scene scene = lab.scene();
    int calls = calls();
    assertThat(look().streams()).isEmpty();
    assertThat(look(scene.at(Stage.SOME_NARROWER_ADDED)).streams()).isEmpty();
    assertThat(calls() - calls).as("only what made the scene").isEqualTo(1);
  }

  @Test
  void what_a_closed_obligation_left_is_removed_by_id_and_told() {
    Scene scene = lab.scene();
    scene.at(Stage.ALL_NARROWER_ADDED);
    List<Cloud.Rule> left = ours(scene);
    int writes = endpoint.writes().size();
    ToldJournal told = look(closed(scene));
    assertThat(scene.rules()).isEqualTo(scene.before);
    assertThat(endpoint.writes().subList(writes, endpoint.writes().size()))
        .hasSize(2)
        .allSatisfy(
            call -> {
              assertThat(call.action()).isEqualTo(REVOKE);
              assertThat(call.parameters().keySet())
                  .anyMatch(name -> name.startsWith("SecurityGroupRuleId"))
                  .noneMatch(name -> name.startsWith("IpPermissions"));
            });
    assertThat(told.streams())
        .containsExactlyInAnyOrder(
            "security-group:" + scene.wide, "security-group:" + scene.narrow);
    Draft entry = told.of("security-group:" + scene.wide).getFirst();
    assertThat(entry.kind()).isEqualTo(EntryKind.LEFTOVER);
    assertThat(entry.summary()).contains("about to be removed", "RevokeSecurityGroupEgress");
    Draft answer = told.of("security-group:" + scene.wide).getLast();
    assertThat(answer.summary()).contains("accepted");
    assertThat(left)
        .filteredOn(rule -> rule.group().equals(scene.wide))
        .allSatisfy(rule -> assertThat(entry.summary()).contains(rule.id()));
    assertThat(entry.detail().toString()).contains(Mark.of(scene.adding.obligationId()));
  }

  @Test
  void a_second_look_finds_nothing_and_tells_nothing() {
    Scene scene = lab.scene();
    scene.at(Stage.SOME_NARROWER_ADDED);
    look(closed(scene));
    int writes = endpoint.writes().size();
    assertThat(look(closed(scene)).streams()).isEmpty();
    assertThat(endpoint.writes()).hasSize(writes);
  }

  @Test
  void an_original_that_is_missing_is_not_added_back() {
    Scene scene = lab.scene();
    scene.at(Stage.REVOKED);
    look(closed(scene));
    assertThat(scene.rules()).extracting(Cloud.Rule::description).containsExactly("web");
  }

  @ParameterizedTest
  @EnumSource(names = {"ADDING", "CUTTING", "DISCHARGING"})
  void the_rules_of_an_open_obligation_are_left_alone(ObligationState state) {
    Scene earlier = lab.scene();
    Obligation open = earlier.at(Stage.ALL_NARROWER_ADDED).in(state, "");
    List<Cloud.Rule> rules = earlier.rules();
    assertThat(look(closedOnSameGroups(open), open).streams()).isEmpty();
    assertThat(earlier.rules()).isEqualTo(rules);
  }

  @Test
  void a_record_that_cannot_be_read_does_not_hide_what_the_others_left() {
    Scene earlier = lab.scene();
    Obligation damaged = earlier.at(Stage.ALL_NARROWER_ADDED);
    List<Cloud.Rule> rules = earlier.rules();
    Scene scene = lab.scene();
    scene.at(Stage.SOME_NARROWER_ADDED);
    ListedObligations listed = new ListedObligations();
    listed.add(closedOnSameGroups(damaged));
    listed.add(closed(scene));
    listed.addDamaged(damaged);
    look(listed);
    assertThat(scene.rules()).isEqualTo(scene.before);
    assertThat(earlier.rules()).isEqualTo(rules);
  }

  @Test
  void marks_that_this_store_does_not_know_are_left_alone() {
    Scene scene = lab.scene();
    String theirs =
        endpoint.egress(
            scene.wide, "tcp", 1, 1, "10.7.0.0/16", Mark.of("another-installation"), Map.of());
    String likeOurs =
        endpoint.egress(
            scene.wide,
            "tcp",
            2,
            2,
            "10.7.0.0/16",
            Mark.of(scene.adding.obligationId()) + " or so",
            Map.of());
    int writes = endpoint.writes().size();
    assertThat(look(closed(scene)).streams()).isEmpty();
    assertThat(endpoint.writes()).hasSize(writes);
    assertThat(scene.rules()).extracting(Cloud.Rule::id).contains(theirs, likeOurs);
  }

  @Test
  void what_cannot_be_read_or_removed_is_tried_again_at_the_next_look() {
    Scene scene = lab.scene();
    scene.at(Stage.SOME_NARROWER_ADDED);
    endpoint.always(RULES).deny();
    assertThat(look(closed(scene)).streams()).isEmpty();
    endpoint.asUsual();
    endpoint.next(REVOKE).throttle();
    // In which of the two groups a rule was added first is the order of their ids.
    assertThat(look(closed(scene)).all().toString()).contains("RequestLimitExceeded");
    assertThat(ours(scene)).hasSize(2);
    look(closed(scene));
    assertThat(scene.rules()).isEqualTo(scene.before);
  }

  @Test
  void a_group_that_is_gone_does_not_hide_the_others() {
    Scene gone = lab.scene();
    Obligation ofGone =
        closed(gone)
            .in(
                ObligationState.CLOSED,
                new Obligation.UndoDocument(
                    new CutDocument(
                            gone.revoking, Set.of(gone.wide), Optional.of(LabAccess.ACCOUNT))
                        .write()
                        .replace(gone.wide, "sg-00000000000000000")));
    Scene scene = lab.scene();
    scene.at(Stage.SOME_NARROWER_ADDED);
    look(ofGone, closed(scene));
    assertThat(scene.rules()).isEqualTo(scene.before);
  }

  private static List<Cloud.Rule> ours(Scene scene) {
    String mark = Mark.of(scene.adding.obligationId());
    return scene.rules().stream().filter(rule -> rule.description().equals(mark)).toList();
  }
}
