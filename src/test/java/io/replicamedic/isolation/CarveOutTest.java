package io.replicamedic.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

class CarveOutTest {
  private static final EgressRule OUT =
      Egress.rule("sgr-1", "sg-a", Egress.all("0.0.0.0/0"), "out");
  private static final String SOURCE = "10.0.0.1";

  @Test
  void the_open_rule_becomes_32_narrower_ones() {
    Cut cut = Egress.cut(List.of(OUT), SOURCE);
    assertThat(cut.addresses()).containsExactly(SOURCE);
    assertThat(cut.before()).containsExactly(OUT);
    assertThat(cut.groups()).hasSize(1);
    GroupCut group = cut.groups().getFirst();
    assertThat(group.revoke()).containsExactly(OUT);
    assertThat(group.add()).hasSize(32).contains(Egress.all("128.0.0.0/1"));
    assertThat(group.before()).isEqualTo(1);
    assertThat(group.peak()).isEqualTo(33);
  }

  @Test
  void a_rule_for_the_source_alone_just_goes() {
    EgressRule alone = Egress.rule("sgr-1", "sg-a", Egress.tcp(3306, 3306, "10.0.0.1/32"), "");
    assertThat(Egress.cut(List.of(alone), SOURCE).groups())
        .containsExactly(new GroupCut("sg-a", List.of(alone), List.of(), 1, 1));
  }

  @Test
  void every_group_that_lets_the_source_through_changes_and_no_other() {
    EgressRule same = Egress.rule("sgr-2", "sg-c", Egress.tcp(3000, 4000, "10.0.0.0/30"), "");
    EgressRule other = Egress.rule("sgr-3", "sg-b", Egress.tcp(443, 443, "0.0.0.0/0"), "");
    Cut cut = Egress.cut(List.of(same, other, OUT), SOURCE);
    assertThat(cut.groupIds()).containsExactly("sg-a", "sg-c");
    assertThat(cut.groups().getLast().add())
        .containsExactly(
            Egress.tcp(3000, 4000, "10.0.0.0/32"), Egress.tcp(3000, 4000, "10.0.0.2/31"));
    assertThat(cut.before()).containsExactly(OUT, same);
  }

  @Test
  void what_a_remaining_rule_allows_is_not_added_again() {
    EgressRule wide = Egress.rule("sgr-1", "sg-a", Egress.all("10.0.0.0/30"), "");
    EgressRule half = Egress.rule("sgr-2", "sg-a", Egress.all("10.0.0.2/31"), "");
    assertThat(Egress.cut(List.of(wide, half), SOURCE).groups().getFirst().add())
        .containsExactly(Egress.all("10.0.0.0/32"));
  }

  @Test
  void nothing_is_cut_where_no_rule_lets_the_source_through() {
    List<EgressRule> rules =
        List.of(
            Egress.rule("sgr-1", "sg-a", Egress.tcp(3307, 3307, "0.0.0.0/0"), ""),
            Egress.rule("sgr-2", "sg-a", Egress.all("192.168.0.0/16"), ""));
    assertThat(CarveOut.carve(rules, Set.of(SOURCE), 3306)).isEqualTo(new Carving.Unneeded());
  }

  @Test
  void the_quota_counts_old_and_new_together() {
    // 28 others + the wide one + 32 narrower ones = 61
    List<EgressRule> rules =
        IntStream.range(0, 29)
            .mapToObj(
                i ->
                    i == 0
                        ? OUT
                        : Egress.rule("sgr-x" + i, "sg-a", Egress.tcp(i, i, "0.0.0.0/0"), ""))
            .toList();
    assertReasons(rules, SOURCE)
        .containsExactly(
            "sg-a: 29 rules now and 32 narrower ones beside them are 61, 60 are allowed");
    assertThat(Egress.cut(rules.subList(0, 28), SOURCE).groups().getFirst().peak()).isEqualTo(60);
  }

  @Test
  void every_rule_that_cannot_be_weighed_is_named() {
    List<EgressRule> rules =
        List.of(
            OUT,
            Egress.rule("sgr-2", "sg-a", Egress.all("0.0.0.0/0").to(new Peer.Ipv6("::/0")), ""),
            Egress.rule(
                "sgr-3",
                "sg-b",
                Egress.tcp(443, 443, "0.0.0.0/0").to(new Peer.PrefixList("pl-1")),
                ""),
            Egress.rule("sgr-4", "sg-b", Egress.all("0.0.0.0/0").to(new Peer.Group("sg-z")), ""));
    assertReasons(rules, SOURCE)
        .satisfiesExactly(
            why -> assertThat(why).startsWith("sg-a: sgr-2 all to ::/0: an IPv6 block"),
            why -> assertThat(why).startsWith("sg-b: sgr-3 tcp 443 to pl-1: what is in a prefix"),
            why -> assertThat(why).startsWith("sg-b: sgr-4 all to sg-z: who is in a referenced"));
  }

  @Test
  void an_address_that_is_not_ipv4_cannot_be_carved_out() {
    assertReasons(List.of(OUT), "2001:db8::1")
        .satisfiesExactly(why -> assertThat(why).contains("'2001:db8::1' is not an IPv4 address"));
  }

  @Test
  void a_source_without_an_address_is_no_reason_to_think_it_cut_off() {
    assertThat(CarveOut.carve(List.of(OUT), Set.of(), 3306))
        .isEqualTo(new Carving.Impossible(List.of("no address of the source is known")));
  }

  @Test
  void a_rule_that_only_aws_can_tag_again_stays() {
    EgressRule stack =
        new EgressRule(
            "sgr-1", "sg-a", Egress.all("0.0.0.0/0"), "", Map.of("aws:cloudformation:x", "y"));
    assertReasons(List.of(stack), SOURCE)
        .satisfiesExactly(why -> assertThat(why).contains("sgr-1", "only AWS"));
    assertThat(CarveOut.carve(List.of(stack, OUT), Set.of(SOURCE), 3306))
        .isInstanceOf(Carving.Impossible.class);
  }

  private static ListAssert<String> assertReasons(List<EgressRule> rules, String source) {
    return assertThat(CarveOut.carve(rules, Set.of(source), 3306))
        .asInstanceOf(InstanceOfAssertFactories.type(Carving.Impossible.class))
        .extracting(Carving.Impossible::reasons, InstanceOfAssertFactories.list(String.class));
  }
}
