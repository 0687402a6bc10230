package io.replicamedic.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Carving against packets that are tried one by one, group by group. */
class CarveOutProperties {
  private static final Pattern NUMBERS =
      Pattern.compile("(sg-.): (\\d+) IPv(.) rules now and (\\d+) narrower .* are (\\d+), 60 .*");

  @Property(tries = 1000)
  void the_source_is_cut_off_and_nothing_else_is(@ForAll("worlds") World world) {
    Carving carving = world.carving();
    Statistics.collect(carving.getClass().getSimpleName());
    Statistics.coverage(
        seen -> {
          seen.check("Possible").percentage(share -> share > 30);
          seen.check("Impossible").percentage(share -> share > 1);
        });
    switch (carving) {
      case Carving.Possible(Cut cut, List<String> lost) -> {
        List<EgressRule> both = both(world, cut);
        List<EgressRule> after = new ArrayList<>(both);
        after.removeAll(cut.originals());
        for (Naive.Probe probe : world.probes()) {
          world.groups().forEach(group -> assertKept(world, group, probe, both, after, lost));
        }
      }
      case Carving.Unneeded() ->
          assertThat(world.probes())
              .filteredOn(world::isTheSource)
              .noneMatch(probe -> world.letsThrough(world.rules(), probe));
      case Carving.Impossible(List<String> reasons) ->
          assertThat(reasons).allSatisfy(reason -> assertTooMany(world, reason));
    }
  }

  @Property(tries = 600)
  void what_is_added_fits_beside_what_is_there_and_none_of_it_is_needless(
      @ForAll("worlds") World world) {
    if (world.carving() instanceof Carving.Possible(Cut cut, List<String> _)) {
      for (GroupCut group : cut.groups()) {
        List<EgressRule> own = world.of(group.group());
        List<Permission> had = own.stream().map(EgressRule::permission).toList();
        List<Permission> peak = Stream.concat(had.stream(), group.add().stream()).toList();
        assertThat(group.add()).doesNotHaveDuplicates().doesNotContainAnyElementsOf(had);
        assertThat(group.revoke()).isNotEmpty();
        assertThat(group.peak())
            .isLessThanOrEqualTo(60)
            .isEqualTo(
                Math.max(
                    Naive.count(peak, "v", world.meanings()),
                    Naive.count(peak, "w", world.meanings())));
        assertThat(group.before())
            .isIn(Naive.count(had, "v", world.meanings()), Naive.count(had, "w", world.meanings()));
        assertNoneNeedless(world, group, own);
      }
      assertThat(cut.groupIds()).isSorted().doesNotHaveDuplicates();
      assertThat(cut.before())
          .containsExactlyInAnyOrderElementsOf(
              world.rules().stream()
                  .filter(rule -> cut.groupIds().contains(rule.group()))
                  .toList());
    }
  }

  @Property(tries = 500)
  void one_new_group_can_say_what_all_of_them_said(@ForAll("worlds") World world) {
    Set<Permission> all = new HashSet<>();
    world.rules().forEach(rule -> all.add(rule.permission()));
    Replacement replacement =
        CarveOut.replacement(all, world.resolution(), world.sources(), world.port());
    Statistics.collect(replacement.getClass().getSimpleName());
    switch (replacement) {
      case Replacement.Possible(Set<Permission> permissions, List<String> lost) -> {
        for (Naive.Probe probe : world.probes()) {
          boolean before = world.letsThrough(world.rules(), probe);
          boolean after =
              permissions.stream().anyMatch(each -> Naive.lets(each, world.meanings(), probe));
          assertSame(world, probe, before, after, lost);
        }
        assertThat(Naive.count(permissions, "v", world.meanings())).isLessThanOrEqualTo(60);
        assertThat(Naive.count(permissions, "w", world.meanings())).isLessThanOrEqualTo(60);
      }
      case Replacement.Impossible(List<String> reasons) ->
          assertThat(reasons)
              .allMatch(reason -> reason.matches("one group with \\d+ IPv. rules: 60 are allowed"));
    }
  }

  @Property(tries = 400)
  void reachable_is_what_some_rule_lets_through(@ForAll("worlds") World world) {
    for (String source : world.sources()) {
      Naive.Probe probe = new Naive.Probe(source, "tcp", world.port());
      Reachability reachability =
          Reachability.of(world.rules(), world.resolution(), source, world.port());
      assertThat(reachability.through())
          .isEqualTo(
              world.rules().stream()
                  .filter(rule -> world.letsThrough(List.of(rule), probe))
                  .toList());
      assertThat(reachability.unknown()).isEmpty();
      List<EgressRule> ways =
          Reachability.ways(world.rules(), world.resolution(), List.of(source), world.port());
      assertThat(ways.isEmpty()).isEqualTo(!world.letsThrough(world.rules(), probe));
    }
  }

  @Provide
  Arbitrary<World> worlds() {
    return Worlds.any();
  }

  private static List<EgressRule> both(World world, Cut cut) {
    List<EgressRule> both = new ArrayList<>(world.rules());
    for (GroupCut group : cut.groups()) {
      group.add().forEach(each -> both.add(Egress.rule("new", group.group(), each, "")));
    }
    return both;
  }

  private static void assertKept(
      World world,
      String group,
      Naive.Probe probe,
      List<EgressRule> both,
      List<EgressRule> after,
      List<String> lost) {
    boolean before = world.letsThrough(world.of(group), probe);
    assertThat(world.letsThrough(World.of(group, both), probe))
        .as("%s in %s while both are there", probe, group)
        .isEqualTo(before);
    assertSame(world, probe, before, world.letsThrough(World.of(group, after), probe), lost);
  }

  private static void assertSame(
      World world, Naive.Probe probe, boolean before, boolean after, List<String> lost) {
    if (world.isTheSource(probe)) {
      assertThat(after).as("%s", probe).isFalse();
    } else if (before != after && world.mayBeLost(probe)) {
      assertThat(after).as("%s", probe).isFalse();
      assertThat(lost).anyMatch(line -> line.contains(probe.address()));
    } else {
      assertThat(after).as("%s", probe).isEqualTo(before);
    }
  }

  private static void assertNoneNeedless(World world, GroupCut group, List<EgressRule> own) {
    List<Permission> beside = new ArrayList<>(group.add());
    own.stream()
        .filter(rule -> !group.revoke().contains(rule))
        .map(EgressRule::permission)
        .filter(each -> !world.meanings().blocks().containsKey(each.peer().toString()))
        .forEach(beside::add);
    for (Permission each : group.add()) {
      // Its own edges too: what others cover of it between the usual ports says nothing of these.
      List<Naive.Probe> ways = new ArrayList<>(World.ways("0.0.0.0", world.port()));
      ways.add(new Naive.Probe("0.0.0.0", "icmpv6", 1));
      ways.add(new Naive.Probe("0.0.0.0", "icmp", 5));
      for (int edge : List.of(each.fromPort(), each.toPort())) {
        if (edge >= 0) {
          ways.add(new Naive.Probe("0.0.0.0", "tcp", edge));
          ways.add(new Naive.Probe("0.0.0.0", "udp", edge));
        }
      }
      assertThat(beside)
          .filteredOn(other -> other != each)
          .noneMatch(other -> Naive.isWithin(each, other, ways));
    }
  }

  /** The numbers add up, and even the plainest way of counting finds too many. */
  private static void assertTooMany(World world, String reason) {
    Matcher numbers = NUMBERS.matcher(reason);
    assertThat(numbers.matches()).as(reason).isTrue();
    String family = numbers.group(3).equals("4") ? "v" : "w";
    List<EgressRule> own = world.of(numbers.group(1));
    int now =
        Naive.count(own.stream().map(EgressRule::permission).toList(), family, world.meanings());
    int more = Integer.parseInt(numbers.group(4));
    assertThat(Integer.parseInt(numbers.group(2))).isEqualTo(now);
    assertThat(Integer.parseInt(numbers.group(5))).isEqualTo(now + more).isGreaterThan(60);
    assertThat(more).isLessThanOrEqualTo(plainly(world, own, family));
  }

  private static int plainly(World world, List<EgressRule> own, String family) {
    int more = 0;
    for (EgressRule rule : own) {
      for (String block : world.meanings().of(rule.permission().peer())) {
        boolean covers =
            world.probes().stream()
                .filter(world::isTheSource)
                .anyMatch(probe -> world.letsThrough(List.of(rule), probe));
        if (covers && Naive.bits(block).startsWith(family)) {
          more += Naive.minus(block, world.sources()).size() + 4 * world.sources().size();
        }
      }
    }
    return more;
  }
}
