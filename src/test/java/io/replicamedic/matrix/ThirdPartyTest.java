package io.replicamedic.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.adapter.aws.DummyCredentials;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Cloud;
import io.replicamedic.matrix.Ward.Patient;
import io.replicamedic.workflow.WorkflowState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Others change the network while it is cut: what they did stays, what we did is undone, and the
 * difference is said (law 6).
 */
@ExtendWith(DummyCredentials.class)
class ThirdPartyTest {
  private static final String OURS = "replica-medic cut ";

  private Ward ward = new Ward("security-group");

  @AfterEach
  void gone() {
    ward.close();
  }

  private AwsEndpoint endpoint() {
    return ward.endpoint();
  }

  private void by(String means) {
    ward.close();
    ward = new Ward(means);
  }

  /** Done by others once the cut was made. */
  private static DyingStore.Meanwhile underTheCut(Runnable act) {
    return new DyingStore.Meanwhile(EntryKind.OUTCOME, "cut-egress", act);
  }

  private static void ended(Patient patient) {
    String story = patient.told();
    assertThat(patient.workflow().state().ended()).as(story).isTrue();
    assertThat(patient.owed()).as(story).isEmpty();
    assertThat(patient.journal()).as(story).anyMatch(row -> row.kind() == EntryKind.DISCHARGED);
  }

  private static List<List<Object>> with(List<List<Object>> rules, List<Object> more) {
    List<List<Object>> all = new ArrayList<>(rules);
    all.add(more);
    all.sort((one, other) -> one.toString().compareTo(other.toString()));
    return all;
  }

  private static List<List<Object>> without(List<List<Object>> rules, String text) {
    return rules.stream().filter(rule -> !rule.toString().contains(text)).toList();
  }

  /** Of a cut by security group. */
  @Nested
  class Rules {
    @Test
    void a_rule_that_others_added_stays_and_is_named() {
      Patient patient = ward.admit();
      String group = patient.groups().getFirst();
      patient
          .begin(
              underTheCut(
                  () ->
                      endpoint()
                          .egress(group, "tcp", 443, 443, "192.0.2.0/24", "theirs", Map.of())))
          .carryOn();
      ended(patient);
      assertThat(patient.network().rules())
          .isEqualTo(
              with(
                  patient.networkBefore().rules(),
                  List.of(group, "tcp", 443, 443, "192.0.2.0/24", "theirs", Map.of())));
      assertThat(patient.told()).contains("added by others: ").contains("theirs");
      assertThat(patient.workflow().state()).isEqualTo(WorkflowState.SUCCEEDED);
    }

    @Test
    void a_rule_that_lets_the_source_through_ends_the_wait_and_stays() {
      Patient patient = ward.admit();
      String group = patient.groups().getFirst();
      patient
          .begin(
              underTheCut(
                  () ->
                      endpoint().egress(group, "tcp", 3306, 3306, "10.9.0.5/32", "mine", Map.of())))
          .carryOn();
      ended(patient);
      assertThat(patient.workflow().state()).isEqualTo(WorkflowState.HANDED_OVER);
      assertThat(patient.told()).contains("it can be reached through").contains("mine");
      assertThat(without(patient.network().rules(), "mine"))
          .isEqualTo(patient.networkBefore().rules());
      assertThat(patient.network().rules().toString()).contains("mine");
    }

    @Test
    void rules_of_ours_that_others_removed_are_not_missed() {
      Patient patient = ward.admit();
      patient.begin(underTheCut(() -> removeOurs(patient.groups().getFirst()))).carryOn();
      ended(patient);
      assertThat(patient.network()).isEqualTo(patient.networkBefore());
    }

    @Test
    void a_group_that_others_filled_gets_its_rule_back_all_the_same() {
      Patient patient = ward.admit();
      String group = patient.groups().getFirst();
      patient.begin(underTheCut(() -> fill(group))).carryOn();
      ended(patient);
      assertThat(without(patient.network().rules(), "filler"))
          .isEqualTo(patient.networkBefore().rules());
    }

    @Test
    void a_rule_that_others_gave_back_by_themselves_is_left_as_they_have_it() {
      Patient patient = ward.admit();
      String group = patient.groups().getFirst();
      patient
          .begin(
              underTheCut(
                  () ->
                      endpoint().egress(group, "-1", -1, -1, "10.9.0.0/28", "repaired", Map.of())))
          .carryOn();
      ended(patient);
      assertThat(patient.told()).contains("changed by others: ").contains("repaired");
      assertThat(without(patient.network().rules(), "repaired"))
          .isEqualTo(without(patient.networkBefore().rules(), "all out"));
      assertThat(patient.network().rules().toString()).contains("repaired").doesNotContain(OURS);
    }

    private void removeOurs(String group) {
      endpoint().egressRules(List.of(group)).stream()
          .filter(rule -> rule.description().startsWith(OURS))
          .limit(2)
          .forEach(rule -> endpoint().revokeByOthers(rule.id()));
    }

    private void fill(String group) {
      for (int i = endpoint().egressRules(List.of(group)).size(); i < 60; i++) {
        endpoint().egress(group, "udp", 1000 + i, 1000 + i, "198.51.100.0/24", "filler", Map.of());
      }
    }
  }

  /** Of a cut by network ACL. */
  @Nested
  class Entries {
    private static final Cloud.Entry THEIRS =
        new Cloud.Entry(50, "17", 53, 53, "198.51.100.0/24", "deny");

    @Test
    void an_entry_that_others_added_stays_and_is_named() {
      by("network-acl");
      Patient patient = ward.admit();
      patient.begin(underTheCut(() -> endpoint().entry(patient.acl(), THEIRS))).carryOn();
      ended(patient);
      assertThat(endpoint().aclEntries(patient.acl())).contains(THEIRS).hasSize(3);
      assertThat(patient.told()).contains("added by others: 50 deny");
    }

    @Test
    void an_entry_of_ours_that_others_made_their_own_is_left_to_them() {
      by("network-acl");
      Patient patient = ward.admit();
      Cloud.Entry own = new Cloud.Entry(99, "6", 22, 22, "198.51.100.0/24", "deny");
      patient.begin(underTheCut(() -> endpoint().entry(patient.acl(), own))).carryOn();
      ended(patient);
      assertThat(endpoint().aclEntries(patient.acl())).contains(own).hasSize(3);
      assertThat(patient.workflow().state()).isEqualTo(WorkflowState.HANDED_OVER);
    }

    @Test
    void an_entry_of_ours_that_others_deleted_is_not_missed() {
      by("network-acl");
      Patient patient = ward.admit();
      patient.begin(underTheCut(() -> endpoint().deleteEntryByOthers(patient.acl(), 99))).carryOn();
      ended(patient);
      assertThat(patient.network()).isEqualTo(patient.networkBefore());
    }
  }

  /** Of a cut by swapping groups. */
  @Nested
  class Groups {
    @Test
    void a_group_that_others_gave_the_database_meanwhile_stays() {
      by("group-swap");
      Patient patient = ward.admit();
      String theirs = endpoint().group("theirs-" + patient.database());
      patient.begin(underTheCut(() -> patient.alsoHas(theirs))).carryOn();
      ended(patient);
      List<String> wanted = new ArrayList<>(patient.networkBefore().groups());
      wanted.add(theirs);
      assertThat(patient.network().groups()).containsExactlyInAnyOrderElementsOf(wanted);
      assertThat(patient.network().rules()).isEqualTo(patient.networkBefore().rules());
    }
  }
}
