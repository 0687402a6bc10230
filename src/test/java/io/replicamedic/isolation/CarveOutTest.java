package io.replicamedic.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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
  void the_open_rule_becomes_32_blocks_and_4_ways_to_the_source() {
    Cut cut = Egress.cut(List.of(OUT), SOURCE);
    assertThat(cut.addresses()).containsExactly(SOURCE);
    assertThat(cut.before()).containsExactly(OUT);
    assertThat(cut.groups()).hasSize(1);
    GroupCut group = cut.groups().getFirst();
    assertThat(group.revoke()).containsExactly(OUT);
    assertThat(group.add().subList(0, 32)).contains(Egress.all("128.0.0.0/1"));
    assertThat(group.add().subList(32, 36))
        .containsExactly(
            Egress.tcp(0, 3305, "10.0.0.1/32"),
            Egress.tcp(3307, 65535, "10.0.0.1/32"),
            new Permission("udp", 0, 65535, Egress.to("10.0.0.1/32")),
            new Permission("icmp", -1, -1, Egress.to("10.0.0.1/32")));
    assertThat(group.before()).isEqualTo(1);
    assertThat(group.peak()).isEqualTo(37);
    assertThat(Egress.possible(List.of(OUT), Resolution.NONE, SOURCE).lost())
        .containsExactly(
            "sg-a: IP protocols other than tcp, udp and icmp to 10.0.0.1 are not let through");
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
            Egress.tcp(3000, 4000, "10.0.0.0/32"),
            Egress.tcp(3000, 4000, "10.0.0.2/31"),
            Egress.tcp(3000, 3305, "10.0.0.1/32"),
            Egress.tcp(3307, 4000, "10.0.0.1/32"));
    assertThat(Egress.possible(List.of(same), Resolution.NONE, SOURCE).lost()).isEmpty();
    assertThat(cut.before()).containsExactly(OUT, same);
  }

  @Test
  void what_a_remaining_rule_allows_is_not_added_again() {
    EgressRule wide = Egress.rule("sgr-1", "sg-a", Egress.tcp(3306, 3306, "10.0.0.0/30"), "");
    EgressRule half = Egress.rule("sgr-2", "sg-a", Egress.all("10.0.0.2/31"), "");
    assertThat(Egress.cut(List.of(wide, half), SOURCE).groups().getFirst().add())
        .containsExactly(Egress.tcp(3306, 3306, "10.0.0.0/32"));
  }

  @Test
  void what_another_groups_rule_allows_is_added_all_the_same() {
    EgressRule wide = Egress.rule("sgr-1", "sg-a", Egress.tcp(3306, 3306, "10.0.0.0/30"), "");
    EgressRule half = Egress.rule("sgr-2", "sg-b", Egress.all("10.0.0.2/31"), "");
    assertThat(Egress.cut(List.of(wide, half), SOURCE).groups().getFirst().add())
        .contains(Egress.tcp(3306, 3306, "10.0.0.2/31"));
  }

  @Test
  void overlapping_rules_add_each_thing_once() {
    EgressRule tcp = Egress.rule("sgr-2", "sg-a", Egress.tcp(0, 65535, "0.0.0.0/0"), "");
    EgressRule some = Egress.rule("sgr-3", "sg-a", Egress.tcp(3000, 4000, "10.0.0.0/8"), "");
    assertThat(Egress.cut(List.of(OUT, tcp, some), SOURCE).groups().getFirst().add())
        .isEqualTo(Egress.cut(List.of(OUT), SOURCE).groups().getFirst().add());
  }

  @Test
  void two_halves_are_added_as_a_whole() {
    Permission list = Egress.tcp(3306, 3306, "0.0.0.0/0").to(new Peer.PrefixList("pl-1"));
    Resolution resolution = lists(20, "10.0.0.0/31", "10.0.2.0/24", "10.0.3.0/24");
    Carving.Possible carving =
        Egress.possible(List.of(Egress.rule("sgr-1", "sg-a", list, "")), resolution, SOURCE);
    assertThat(carving.cut().groups().getFirst().add())
        .containsExactly(
            Egress.tcp(3306, 3306, "10.0.0.0/32"), Egress.tcp(3306, 3306, "10.0.2.0/23"));
    assertThat(carving.cut().groups().getFirst().before()).isEqualTo(20);
    assertThat(carving.lost())
        .containsExactly(
            "sg-a: tcp 3306 to pl-1: entries that pl-1 gets meanwhile are not let through,"
                + " those it loses still are");
  }

  @Test
  void a_group_that_the_source_is_in_becomes_its_other_members() {
    Permission member = Egress.tcp(3306, 3306, "0.0.0.0/0").to(new Peer.Group("sg-x"));
    Resolution resolution =
        new Resolution(Map.of(), Map.of("sg-x", Set.of(SOURCE, "10.0.0.7", "2001:db8::7")));
    Carving.Possible carving =
        Egress.possible(List.of(Egress.rule("sgr-1", "sg-a", member, "")), resolution, SOURCE);
    assertThat(carving.cut().groups().getFirst().add())
        .containsExactly(
            Egress.tcp(3306, 3306, "10.0.0.7/32"), Egress.tcp(3306, 3306, "2001:db8::7/128"));
    assertThat(carving.lost()).singleElement().asString().contains("who gets sg-x meanwhile");
  }

  @Test
  void a_prefix_list_counts_as_large_as_it_may_grow() {
    Permission list = Egress.tcp(443, 443, "0.0.0.0/0").to(new Peer.PrefixList("pl-1"));
    List<EgressRule> rules = List.of(OUT, Egress.rule("sgr-2", "sg-a", list, ""));
    assertThat(CarveOut.carve(rules, lists(24, "192.0.2.0/24"), Set.of(SOURCE), 3306))
        .isEqualTo(
            new Carving.Impossible(
                List.of(
                    "sg-a: 25 IPv4 rules now and 36 narrower ones beside them are 61,"
                        + " 60 are allowed")));
    assertThat(Egress.possible(rules, lists(60, "2001:db8::/32"), SOURCE).cut().groups().getFirst())
        .extracting(GroupCut::before, GroupCut::peak)
        .as("a full list of the other family is in nobody's way")
        .containsExactly(60, 60);
  }

  @Test
  void everything_minus_an_ipv6_source_does_not_fit() {
    EgressRule six = Egress.rule("sgr-6", "sg-a", Egress.all("::/0"), "");
    assertReasons(List.of(OUT, six), "2001:db8::1")
        .containsExactly(
            "sg-a: 1 IPv6 rules now and 132 narrower ones beside them are 133, 60 are allowed");
    assertThat(Egress.cut(List.of(OUT, six), SOURCE).originals())
        .as("an IPv6 rule is in no IPv4 source's way")
        .containsExactly(OUT);
  }

  @Test
  void an_ipv6_rule_that_is_narrow_enough_is_carved() {
    EgressRule six = Egress.rule("sgr-6", "sg-a", Egress.all("2001:db8::/96"), "");
    Carving.Possible carving = Egress.possible(List.of(six), Resolution.NONE, "2001:db8::1");
    assertThat(carving.cut().groups().getFirst().add())
        .hasSize(36)
        .contains(new Permission("icmpv6", -1, -1, Egress.to("2001:db8::1/128")));
    assertThat(carving.lost())
        .containsExactly(
            "sg-a: IP protocols other than tcp, udp and icmpv6 to 2001:db8::1 are not let through");
  }

  @Test
  void nothing_is_cut_where_no_rule_lets_the_source_through() {
    List<EgressRule> rules =
        List.of(
            Egress.rule("sgr-1", "sg-a", Egress.tcp(3307, 3307, "0.0.0.0/0"), ""),
            Egress.rule("sgr-2", "sg-a", Egress.all("192.168.0.0/16"), ""));
    assertThat(CarveOut.carve(rules, Resolution.NONE, Set.of(SOURCE), 3306))
        .isEqualTo(new Carving.Unneeded());
  }

  @Test
  void the_quota_counts_old_and_new_together() {
    // 24 others + the wide one + 36 narrower ones = 61
    List<EgressRule> rules =
        IntStream.range(0, 25)
            .mapToObj(
                i ->
                    i == 0
                        ? OUT
                        : Egress.rule("sgr-x" + i, "sg-a", Egress.tcp(i, i, "0.0.0.0/0"), ""))
            .toList();
    assertReasons(rules, SOURCE)
        .containsExactly(
            "sg-a: 25 IPv4 rules now and 36 narrower ones beside them are 61, 60 are allowed");
    assertThat(Egress.cut(rules.subList(0, 24), SOURCE).groups().getFirst().peak()).isEqualTo(60);
  }

  @Test
  void a_name_that_is_not_known_stands_in_the_way_where_it_might_be_the_source() {
    Permission web = Egress.tcp(443, 443, "0.0.0.0/0");
    List<EgressRule> rules =
        List.of(
            OUT,
            Egress.rule("sgr-2", "sg-b", web.to(new Peer.PrefixList("pl-2")), ""),
            Egress.rule(
                "sgr-3",
                "sg-b",
                Egress.tcp(3000, 4000, "0.0.0.0/0").to(new Peer.PrefixList("pl-1")),
                ""),
            Egress.rule("sgr-4", "sg-b", Egress.all("0.0.0.0/0").to(new Peer.Group("sg-z")), ""));
    assertReasons(rules, SOURCE)
        .containsExactly(
            "sg-b: sgr-3 tcp 3000-4000 to pl-1: what is in this prefix list is not known",
            "sg-b: sgr-4 all to sg-z: who has this group is not known");
    assertThat(Egress.cut(rules.subList(0, 2), SOURCE).originals()).containsExactly(OUT);
  }

  @Test
  void what_is_no_address_cannot_be_carved_out() {
    assertReasons(List.of(OUT), "db.example.org")
        .satisfiesExactly(
            why -> assertThat(why).contains("'db.example.org' is not an IPv4 address"));
  }

  @Test
  void a_source_without_an_address_is_no_reason_to_think_it_cut_off() {
    assertThat(CarveOut.carve(List.of(OUT), Resolution.NONE, Set.of(), 3306))
        .isEqualTo(new Carving.Impossible(List.of("no address of the source is known")));
  }

  @Test
  void a_rule_that_only_aws_can_tag_again_stays() {
    EgressRule stack =
        new EgressRule(
            "sgr-1", "sg-a", Egress.all("0.0.0.0/0"), "", Map.of("aws:cloudformation:x", "y"));
    assertReasons(List.of(stack), SOURCE)
        .satisfiesExactly(why -> assertThat(why).contains("sgr-1", "only AWS"));
    assertThat(CarveOut.carve(List.of(stack, OUT), Resolution.NONE, Set.of(SOURCE), 3306))
        .isInstanceOf(Carving.Impossible.class);
  }

  @Test
  void one_new_group_takes_the_place_of_several() {
    Permission web = Egress.tcp(443, 443, "10.0.0.0/8");
    Permission list = Egress.tcp(443, 443, "0.0.0.0/0").to(new Peer.PrefixList("pl-1"));
    Set<Permission> all = Set.of(web, list, Egress.tcp(443, 3306, "10.0.0.0/31"));
    assertThat(CarveOut.replacement(all, Resolution.NONE, Set.of(SOURCE), 3306))
        .isEqualTo(
            new Replacement.Possible(
                Set.of(
                    web,
                    list,
                    Egress.tcp(443, 3306, "10.0.0.0/32"),
                    Egress.tcp(443, 3305, "10.0.0.1/32")),
                List.of()));
    assertThat(
            CarveOut.replacement(
                Set.of(Egress.all("::/0")), Resolution.NONE, Set.of("2001:db8::1"), 3306))
        .isEqualTo(
            new Replacement.Impossible(List.of("one group with 132 IPv6 rules: 60 are allowed")));
  }

  private static Resolution lists(int maxEntries, String... entries) {
    List<Cidr> blocks = Arrays.stream(entries).map(Cidr::parse).toList();
    return new Resolution(
        Map.of("pl-1", new ManagedPrefixList("pl-1", maxEntries, blocks)), Map.of());
  }

  private static ListAssert<String> assertReasons(List<EgressRule> rules, String source) {
    return assertThat(CarveOut.carve(rules, Resolution.NONE, Set.of(source), 3306))
        .asInstanceOf(InstanceOfAssertFactories.type(Carving.Impossible.class))
        .extracting(Carving.Impossible::reasons, InstanceOfAssertFactories.list(String.class));
  }
}
