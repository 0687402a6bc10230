package io.replicamedic.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CuttingTest {
  private static final EgressRule OUT =
      Egress.rule("sgr-1", "sg-a", Egress.tcp(3306, 3306, "10.0.0.0/31"), "out");
  private static final Permission NARROWER = Egress.tcp(3306, 3306, "10.0.0.0/32");
  private static final EgressRule OURS = Egress.rule("sgr-9", "sg-a", NARROWER, Mark.of("o-1"));
  private static final CutState STATE =
      new CutState("o-1", Egress.cut(List.of(OUT), "10.0.0.1"), Set.of());

  @Test
  void a_narrower_rule_counts_only_with_our_own_mark() {
    List<Step.AddNarrower> all = List.of(new Step.AddNarrower("sg-a", List.of(NARROWER)));
    EgressRule leftover = Egress.rule("sgr-8", "sg-a", NARROWER, Mark.of("o-0"));
    EgressRule elsewhere = Egress.rule("sgr-7", "sg-b", NARROWER, Mark.of("o-1"));
    assertThat(Cutting.missing(STATE, List.of(OUT, leftover, elsewhere))).isEqualTo(all);
    assertThat(Cutting.missing(STATE, List.of(OUT, OURS))).isEmpty();
  }

  @Test
  void originals_are_revoked_by_the_ids_that_are_still_there() {
    EgressRule again = Egress.rule("sgr-2", "sg-a", OUT.permission(), "out");
    assertThat(Cutting.toRevoke(STATE, List.of(OUT, OURS)))
        .containsExactly(new Step.RevokeOriginals("sg-a", List.of("sgr-1")));
    assertThat(Cutting.toRevoke(STATE, List.of(again, OURS))).isEmpty();
  }

  @Test
  void a_cut_is_in_force_when_it_is_whole_and_nobody_lets_the_source_through() {
    assertThat(Cutting.inForce(STATE, List.of(OURS), Resolution.NONE, 3306)).isTrue();
    assertThat(Cutting.inForce(STATE, List.of(), Resolution.NONE, 3306)).isFalse();
    assertThat(Cutting.inForce(STATE, List.of(OUT, OURS), Resolution.NONE, 3306)).isFalse();
  }

  @Test
  void a_rule_that_others_add_meanwhile_breaks_the_cut() {
    assertThat(
            Cutting.inForce(
                STATE, with(Egress.tcp(3306, 3306, "10.0.0.0/8")), Resolution.NONE, 3306))
        .isFalse();
    assertThat(
            Cutting.inForce(
                STATE, with(Egress.tcp(3307, 3307, "10.0.0.0/8")), Resolution.NONE, 3306))
        .isTrue();
    assertThat(Cutting.inForce(STATE, with(Egress.all("10.0.0.2/31")), Resolution.NONE, 3306))
        .isTrue();
  }

  @Test
  void a_rule_that_cannot_be_weighed_is_taken_as_letting_the_source_through() {
    Permission list = Egress.tcp(3306, 3306, "0.0.0.0/0").to(new Peer.PrefixList("pl-1"));
    assertThat(Cutting.inForce(STATE, with(list), Resolution.NONE, 3306)).isFalse();
    assertThat(Cutting.inForce(STATE, with(list), Resolution.NONE, 3307)).isTrue();
  }

  @Test
  void tcp_by_its_number_is_tcp() {
    Permission six = new Permission("6", 3306, 3306, Egress.to("10.0.0.0/8"));
    assertThat(Cutting.inForce(STATE, with(six), Resolution.NONE, 3306)).isFalse();
  }

  private static List<EgressRule> with(Permission permission) {
    return List.of(OURS, Egress.rule("sgr-5", "sg-b", permission, ""));
  }
}
