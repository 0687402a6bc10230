package io.replicamedic.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestorationTest {
  private static final EgressRule OUT =
      new EgressRule(
          "sgr-1", "sg-a", Egress.tcp(3306, 3306, "10.0.0.0/31"), "out", Map.of("team", "shop"));
  private static final EgressRule WEB =
      Egress.rule("sgr-2", "sg-a", Egress.tcp(443, 443, "0.0.0.0/0"), "web");
  private static final Permission NARROWER = Egress.tcp(3306, 3306, "10.0.0.0/32");
  private static final CutState ADDING =
      new CutState("o-1", Egress.cut(List.of(OUT, WEB), "10.0.0.1"), Set.of());
  private static final CutState REVOKING = Egress.revokingAll(ADDING);
  private static final EgressRule OURS = marked("sgr-9", "o-1");

  @Test
  void without_an_intent_to_revoke_the_original_is_left_alone() {
    assertThat(Restoration.next(ADDING, List.of(OUT, WEB, OURS)))
        .contains(new Step.RemoveNarrower("sg-a", List.of("sgr-9")));
    assertThat(Restoration.next(ADDING, List.of(OUT, WEB))).isEmpty();
    assertThat(Restoration.next(ADDING, List.of(WEB))).isEmpty();
  }

  @Test
  void an_id_that_was_to_be_revoked_is_burnt_though_it_is_still_there() {
    assertThat(Restoration.next(REVOKING, List.of(OUT, WEB, OURS)))
        .contains(new Step.RevokeOriginals("sg-a", List.of("sgr-1")));
  }

  @Test
  void the_narrower_rules_are_in_place_before_an_id_is_burnt() {
    assertThat(Restoration.next(REVOKING, List.of(OUT, WEB)))
        .contains(new Step.AddNarrower("sg-a", List.of(NARROWER)));
  }

  @Test
  void a_narrower_rule_of_somebody_else_is_enough_to_burn() {
    EgressRule theirs = Egress.rule("sgr-7", "sg-a", NARROWER, "mine");
    assertThat(Restoration.next(REVOKING, List.of(OUT, WEB, theirs)))
        .contains(new Step.RevokeOriginals("sg-a", List.of("sgr-1")));
  }

  @Test
  void the_original_comes_back_before_the_narrower_rules_go() {
    assertThat(Restoration.next(REVOKING, List.of(WEB, OURS))).contains(new Step.GiveBack(OUT));
    assertThat(Restoration.next(REVOKING, List.of(WEB, OURS, back("sgr-10", "out"))))
        .contains(new Step.RemoveNarrower("sg-a", List.of("sgr-9")));
    assertThat(Restoration.next(REVOKING, List.of(WEB, back("sgr-10", "out")))).isEmpty();
  }

  @Test
  void an_original_that_somebody_gave_back_is_not_given_back_again() {
    assertThat(Restoration.next(REVOKING, List.of(WEB, OURS, back("sgr-8", "by hand"))))
        .contains(new Step.RemoveNarrower("sg-a", List.of("sgr-9")));
  }

  @Test
  void every_rule_with_our_own_mark_goes_and_no_other() {
    EgressRule unknown = Egress.rule("sgr-5", "sg-a", Egress.all("10.9.0.0/16"), Mark.of("o-1"));
    EgressRule anothers = marked("sgr-6", "o-12");
    assertThat(Restoration.next(ADDING, List.of(OUT, WEB, unknown, anothers)))
        .contains(new Step.RemoveNarrower("sg-a", List.of("sgr-5")));
    assertThat(Restoration.next(ADDING, List.of(OUT, WEB, anothers))).isEmpty();
  }

  @Test
  void all_groups_are_burnt_before_any_gets_its_rules_back() {
    EgressRule other = Egress.rule("sgr-3", "sg-b", Egress.tcp(3306, 3306, "10.0.0.1/32"), "");
    CutState state =
        Egress.revokingAll(
            new CutState("o-1", Egress.cut(List.of(OUT, other), "10.0.0.1"), Set.of()));
    assertThat(Restoration.next(state, List.of(OURS, other)))
        .contains(new Step.RevokeOriginals("sg-b", List.of("sgr-3")));
  }

  @Test
  void a_report_names_what_came_back_and_what_others_did() {
    EgressRule added = Egress.rule("sgr-20", "sg-a", Egress.tcp(22, 22, "0.0.0.0/0"), "ssh");
    List<EgressRule> now = List.of(back("sgr-10", "out"), added);
    assertThat(Restoration.report(REVOKING, now))
        .containsExactly(
            "given back: sgr-10 tcp 3306 to 10.0.0.0/31 \"out\" {team=shop} (was sgr-1)",
            "removed by others: sgr-2 tcp 443 to 0.0.0.0/0 \"web\"",
            "added by others: sgr-20 tcp 22 to 0.0.0.0/0 \"ssh\"");
    assertThat(Restoration.asBefore(REVOKING, now)).isFalse();
  }

  @Test
  void a_report_names_other_words_for_the_same_permission() {
    assertThat(Restoration.report(REVOKING, List.of(WEB, back("sgr-10", "by hand"))))
        .containsExactly(
            "changed by others: sgr-10 tcp 3306 to 10.0.0.0/31 \"by hand\" {team=shop}"
                + " (was sgr-1 tcp 3306 to 10.0.0.0/31 \"out\" {team=shop})");
  }

  @Test
  void a_report_in_the_middle_blames_nobody() {
    assertThat(Restoration.report(REVOKING, List.of(WEB, OURS)))
        .containsExactly(
            "still to be given back: sgr-1 tcp 3306 to 10.0.0.0/31 \"out\" {team=shop}",
            "still to be removed: sgr-9 tcp 3306 to 10.0.0.0/32 \"replica-medic cut o-1\"");
  }

  @Test
  void as_before_means_the_same_contents_whatever_the_ids() {
    assertThat(Restoration.asBefore(REVOKING, List.of(back("sgr-10", "out"), WEB))).isTrue();
    assertThat(Restoration.asBefore(REVOKING, List.of(back("sgr-10", "by hand"), WEB))).isFalse();
    assertThat(Restoration.asBefore(REVOKING, List.of(back("sgr-10", "out"), WEB, OURS))).isFalse();
    EgressRule elsewhere = Egress.rule("sgr-4", "sg-z", NARROWER, "");
    assertThat(Restoration.asBefore(REVOKING, List.of(OUT, WEB, elsewhere))).isTrue();
  }

  private static EgressRule back(String id, String words) {
    return new EgressRule(id, "sg-a", OUT.permission(), words, OUT.tags());
  }

  private static EgressRule marked(String id, String obligation) {
    return Egress.rule(id, "sg-a", NARROWER, Mark.of(obligation));
  }
}
