package io.replicamedic.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Carving against packets that are tried one by one. */
class CarveOutProperties {
  @Property(tries = 600)
  void the_source_is_cut_off_and_nothing_else_is(
      @ForAll("rules") List<EgressRule> rules, @ForAll("sources") Set<String> sources) {
    Carving carving = CarveOut.carve(rules, sources, Egress.PORT);
    Statistics.collect(carving.getClass().getSimpleName());
    switch (carving) {
      case Carving.Possible(Cut cut) -> {
        List<EgressRule> after = after(rules, cut);
        for (Naive.Probe probe : Egress.probes()) {
          if (!sources.contains(probe.address())) {
            assertThat(Naive.letThrough(after, probe))
                .as("%s", probe)
                .isEqualTo(Naive.letThrough(rules, probe));
          } else if (isTheSource(probe)) {
            assertThat(Naive.letThrough(after, probe)).as("%s", probe).isFalse();
          }
        }
      }
      case Carving.Unneeded() ->
          assertThat(Egress.probes())
              .filteredOn(probe -> sources.contains(probe.address()) && isTheSource(probe))
              .noneMatch(probe -> Naive.letThrough(rules, probe));
      case Carving.Impossible _ ->
          assertThat(peaks(rules, sources).values()).anyMatch(peak -> peak > CarveOut.QUOTA);
    }
  }

  @Property(tries = 300)
  void what_is_added_fits_beside_what_is_there(
      @ForAll("rules") List<EgressRule> rules, @ForAll("sources") Set<String> sources) {
    if (CarveOut.carve(rules, sources, Egress.PORT) instanceof Carving.Possible(Cut cut)) {
      for (GroupCut group : cut.groups()) {
        List<Permission> had =
            rules.stream()
                .filter(rule -> rule.group().equals(group.group()))
                .map(EgressRule::permission)
                .toList();
        assertThat(group.before()).isEqualTo(had.size());
        assertThat(group.add()).doesNotHaveDuplicates().doesNotContainAnyElementsOf(had);
        assertThat(group.revoke()).isNotEmpty();
        assertThat(group.peak())
            .isEqualTo(peaks(rules, sources).get(group.group()))
            .isLessThanOrEqualTo(60);
      }
      assertThat(cut.groupIds()).isSorted().doesNotHaveDuplicates();
      assertThat(cut.before())
          .containsExactlyInAnyOrderElementsOf(
              rules.stream().filter(rule -> cut.groupIds().contains(rule.group())).toList());
    }
  }

  @Provide
  Arbitrary<List<EgressRule>> rules() {
    return Egress.rules();
  }

  @Provide
  Arbitrary<Set<String>> sources() {
    return Egress.sources();
  }

  private static boolean isTheSource(Naive.Probe probe) {
    return probe.protocol().equals("tcp") && probe.port() == Egress.PORT;
  }

  private static List<EgressRule> after(List<EgressRule> rules, Cut cut) {
    List<EgressRule> after = new ArrayList<>(rules);
    after.removeAll(cut.originals());
    for (GroupCut group : cut.groups()) {
      group.add().forEach(each -> after.add(Egress.rule("new", group.group(), each, "")));
    }
    return after;
  }

  /** Per group, how many different permissions there are, old and new. */
  private static Map<String, Integer> peaks(List<EgressRule> rules, Set<String> sources) {
    Map<String, Set<String>> permissions =
        rules.stream()
            .collect(
                Collectors.groupingBy(
                    EgressRule::group,
                    Collectors.mapping(
                        rule -> way(rule) + rule.permission().peer(), Collectors.toSet())));
    for (EgressRule rule : rules) {
      if (sources.stream()
          .anyMatch(
              source ->
                  Naive.letThrough(List.of(rule), new Naive.Probe(source, "tcp", Egress.PORT)))) {
        Set<String> group = permissions.getOrDefault(rule.group(), new HashSet<>());
        Naive.minus(rule.permission().peer().toString(), sources)
            .forEach(block -> group.add(way(rule) + block));
      }
    }
    return permissions.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().size()));
  }

  private static String way(EgressRule rule) {
    Permission permission = rule.permission();
    return permission.protocol() + ":" + permission.fromPort() + "-" + permission.toPort() + " ";
  }
}
