package io.replicamedic.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Plans of swaps, by example. */
class SwapTest {
  private static final String SOURCE = "10.1.0.5";
  private static final EgressRule COVERING =
      Egress.rule("sgr-1", "sg-a", Egress.tcp(3306, 3306, "10.1.0.4/30"), "");
  private static final EgressRule QUIET =
      Egress.rule("sgr-2", "sg-b", Egress.tcp(25, 25, "0.0.0.0/0"), "");

  private static Swap plan(Worn worn) {
    return Swap.plan(worn, Resolution.NONE, Set.of(SOURCE), Egress.PORT);
  }

  private static Worn worn(List<String> list, List<EgressRule> egress, Permission... ingress) {
    return new Worn(
        "vpc-1", list, List.of(Set.copyOf(list)), egress, Set.of(ingress), List.of(), List.of());
  }

  private static SwapState possible(Worn worn) {
    assertThat(plan(worn)).isInstanceOf(Swap.Possible.class);
    return ((Swap.Possible) plan(worn)).state();
  }

  private static List<String> reasons(Worn worn) {
    assertThat(plan(worn)).isInstanceOf(Swap.Impossible.class);
    return ((Swap.Impossible) plan(worn)).reasons();
  }

  @Test
  void only_the_groups_that_let_the_source_through_are_replaced() {
    SwapState state = possible(worn(List.of("sg-a", "sg-b"), List.of(COVERING, QUIET)));
    assertThat(state.replaced()).containsExactly("sg-a");
    assertThat(state.egress())
        .containsExactlyInAnyOrder(
            Egress.tcp(3306, 3306, "10.1.0.4/32"), Egress.tcp(3306, 3306, "10.1.0.6/31"));
    assertThat(state.intended()).isFalse();
  }

  @Test
  void two_covering_groups_become_one() {
    EgressRule other = Egress.rule("sgr-3", "sg-b", Egress.all("10.1.0.5/32"), "");
    SwapState state = possible(worn(List.of("sg-a", "sg-b"), List.of(COVERING, other)));
    assertThat(state.replaced()).containsExactly("sg-a", "sg-b");
    assertThat(Swapping.swapped(state.giving("sg-t"))).containsExactly("sg-t");
  }

  @Test
  void references_to_the_replaced_groups_become_references_to_the_temporary_one() {
    Permission self = new Permission("tcp", 9, 9, new Peer.Group("sg-a"));
    Permission second = new Permission("tcp", 9, 9, new Peer.Group("sg-c"));
    Permission elsewhere = new Permission("tcp", 9, 9, new Peer.Group("sg-x"));
    EgressRule other = Egress.rule("sgr-3", "sg-c", Egress.all("10.1.0.5/32"), "");
    SwapState state =
        possible(worn(List.of("sg-a", "sg-c"), List.of(COVERING, other), self, second, elsewhere));
    assertThat(state.ingressOf("sg-t"))
        .containsExactlyInAnyOrder(new Permission("tcp", 9, 9, new Peer.Group("sg-t")), elsewhere);
    assertThat(state.ingressBefore()).contains(self, second);
  }

  @Test
  void six_groups_on_an_interface_are_too_many() {
    List<String> list = List.of("sg-a", "sg-b", "sg-c", "sg-d", "sg-e", "sg-f");
    assertThat(reasons(worn(list, List.of(COVERING))))
        .containsExactly("an interface with 6 groups: 5 are allowed");
    possible(worn(list.subList(0, 5), List.of(COVERING)));
  }

  @Test
  void sixty_rules_fit_and_sixty_one_do_not() {
    Set<Permission> ingress = new HashSet<>();
    for (int port = 1; port <= 60; port++) {
      ingress.add(Egress.tcp(port, port, "::/0"));
    }
    Worn full = worn(List.of("sg-a"), List.of(COVERING), ingress.toArray(Permission[]::new));
    possible(full);
    ingress.add(Egress.tcp(61, 61, "::/0"));
    assertThat(
            reasons(worn(List.of("sg-a"), List.of(COVERING), ingress.toArray(Permission[]::new))))
        .containsExactly("one group with 61 inbound IPv6 rules: 60 are allowed");
    ingress.remove(Egress.tcp(61, 61, "::/0"));
    ingress.add(Egress.tcp(61, 61, "0.0.0.0/0"));
    possible(worn(List.of("sg-a"), List.of(COVERING), ingress.toArray(Permission[]::new)));
  }

  @Test
  void egress_that_does_not_fit_is_refused_with_the_numbers() {
    EgressRule wide = Egress.rule("sgr-3", "sg-a", Egress.tcp(3306, 3306, "0.0.0.0/0"), "");
    List<EgressRule> rules = new ArrayList<>(List.of(wide));
    for (int port = 1; port <= 30; port++) {
      rules.add(Egress.rule("sgr-x" + port, "sg-b", Egress.tcp(3306, 3306, "10.1.0.5/32"), ""));
      rules.add(
          Egress.rule(
              "sgr-y" + port,
              "sg-b",
              new Permission("50", -1, -1, Egress.to("10.1.0." + 2 * port + "/32")),
              ""));
    }
    assertThat(reasons(worn(List.of("sg-a", "sg-b"), rules)))
        .singleElement()
        .asString()
        .matches("one group with \\d+ IPv4 rules: 60 are allowed");
  }

  @Test
  void what_a_rule_names_and_nobody_knows_is_refused() {
    EgressRule unknown =
        Egress.rule("sgr-3", "sg-b", new Permission("-1", -1, -1, new Peer.PrefixList("pl-1")), "");
    assertThat(reasons(worn(List.of("sg-a", "sg-b"), List.of(COVERING, unknown))))
        .singleElement()
        .asString()
        .contains("sg-b", "pl-1", "is not known");
  }

  @Test
  void a_rule_with_another_accounts_group_is_refused() {
    Permission foreign = new Permission("tcp", 9, 9, new Peer.Group("123456789012/sg-x"));
    assertThat(reasons(worn(List.of("sg-a"), List.of(COVERING), foreign)))
        .singleElement()
        .asString()
        .contains("123456789012/sg-x", "another account");
  }

  @Test
  void addresses_that_are_none_are_refused() {
    Worn worn = worn(List.of("sg-a"), List.of(COVERING));
    assertThat(Swap.plan(worn, Resolution.NONE, Set.of(), Egress.PORT))
        .isEqualTo(new Swap.Impossible(List.of("no address of the source is known")));
    assertThat(Swap.covering(worn.egress(), Resolution.NONE, Set.of("nonsense"), 1)).isEmpty();
  }

  @Test
  void nothing_that_covers_the_source_is_nothing_to_swap() {
    assertThat(plan(worn(List.of("sg-b"), List.of(QUIET)))).isEqualTo(new Swap.Unneeded());
  }

  @Test
  void a_new_group_needs_all_and_loses_what_AWS_gave_it() {
    Permission in = Egress.tcp(3306, 3306, "10.2.0.0/16");
    SwapState state = possible(worn(List.of("sg-a"), List.of(COVERING), in));
    EgressRule given = Egress.rule("sgr-9", "sg-t", Egress.all("0.0.0.0/0"), "");
    EgressRule given6 = Egress.rule("sgr-8", "sg-t", Egress.all("::/0"), "");
    Filling filling = Filling.of(state, "sg-t", List.of(given, given6), Set.of());
    assertThat(filling.revoke()).containsExactly("sgr-9", "sgr-8");
    assertThat(filling.egress()).isEqualTo(state.egress());
    assertThat(filling.ingress()).containsExactly(in);
    assertThat(filling.strange()).isEmpty();
    assertThat(filling.isWhole()).isFalse();
  }

  @Test
  void a_rule_that_AWS_did_not_give_is_somebody_elses() {
    SwapState state = possible(worn(List.of("sg-a"), List.of(COVERING)));
    EgressRule theirs = Egress.rule("sgr-9", "sg-t", Egress.all("0.0.0.0/0"), "by hand");
    Filling filling = Filling.of(state, "sg-t", List.of(theirs), Set.of());
    assertThat(filling.revoke()).isEmpty();
    assertThat(filling.strange()).singleElement().asString().contains("sg-t", "0.0.0.0/0");
  }

  @Test
  void what_AWS_gives_and_the_group_is_to_have_stays() {
    EgressRule six = Egress.rule("sgr-3", "sg-a", Egress.all("::/0"), "");
    SwapState state = possible(worn(List.of("sg-a"), List.of(COVERING, six)));
    List<EgressRule> there = new ArrayList<>();
    state
        .egressOf("sg-t")
        .forEach(each -> there.add(new EgressRule("sgr", "sg-t", each, "", Map.of())));
    assertThat(Filling.of(state, "sg-t", there, Set.of()).isWhole()).isTrue();
  }
}
