package io.replicamedic.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * Swaps in random worlds, against packets that are tried one by one; and lists that others edit.
 */
class SwapProperties {
  private static final String TEMPORARY = "sg-t";

  @Provide
  Arbitrary<World> worlds() {
    return Worlds.any();
  }

  @Property(tries = 300)
  void under_a_swap_all_can_be_reached_that_could_but_the_source(@ForAll("worlds") World world) {
    Worn worn =
        new Worn(
            "vpc-1",
            world.groups(),
            List.of(Set.copyOf(world.groups())),
            world.rules(),
            Set.of(),
            List.of(),
            List.of());
    Swap swap = Swap.plan(worn, world.resolution(), world.sources(), world.port());
    Statistics.collect(swap.getClass().getSimpleName());
    Statistics.coverage(seen -> seen.check("Possible").percentage(share -> share > 20));
    switch (swap) {
      case Swap.Possible(SwapState state, List<String> _) -> {
        List<EgressRule> under = new ArrayList<>();
        Swapping.swapped(state.giving(TEMPORARY)).forEach(group -> under.addAll(world.of(group)));
        state
            .egressOf(TEMPORARY)
            .forEach(each -> under.add(Egress.rule("sgr-t", TEMPORARY, each, "")));
        for (Naive.Probe probe : world.probes()) {
          boolean reached = world.letsThrough(under, probe);
          if (world.isTheSource(probe)) {
            assertThat(reached).as("%s", probe).isFalse();
          } else if (!world.mayBeLost(probe)) {
            assertThat(reached).as("%s", probe).isEqualTo(world.letsThrough(world.rules(), probe));
          }
        }
      }
      case Swap.Unneeded() ->
          assertThat(world.probes())
              .filteredOn(world::isTheSource)
              .noneMatch(probe -> world.letsThrough(world.rules(), probe));
      case Swap.Impossible(List<String> reasons) ->
          assertThat(reasons).allMatch(reason -> reason.contains("are allowed"));
    }
  }

  /** A list, what of it is replaced, and what others then take from and add to it. */
  record Edited(List<String> list, Set<String> replaced, Set<String> taken, Set<String> added) {
    SwapState state() {
      return new SwapState(
          "o",
          Set.of("10.1.0.5"),
          3306,
          "vpc-1",
          list,
          list.stream().filter(replaced::contains).toList(),
          List.of(),
          List.of(),
          List.of(),
          TEMPORARY);
    }
  }

  @Provide
  Arbitrary<Edited> edited() {
    Arbitrary<String> theirs = Arbitraries.of("sg-1", "sg-2", "sg-3", "sg-4", "sg-5");
    return theirs
        .list()
        .uniqueElements()
        .ofMinSize(1)
        .flatMap(
            list ->
                Combinators.combine(
                        Arbitraries.of(list).set().ofMinSize(1),
                        Arbitraries.of(list).set(),
                        Arbitraries.of("sg-6", "sg-7").set())
                    .as((replaced, taken, added) -> new Edited(list, replaced, taken, added)));
  }

  @Property(tries = 500)
  void the_list_given_back_is_what_it_would_be_without_us(@ForAll("edited") Edited edited) {
    SwapState state = edited.state();
    List<String> swapped = Swapping.swapped(state);
    assertThat(Swapping.isSwapped(state, swapped)).isTrue();
    assertThat(Swapping.isOriginal(state, swapped)).isFalse();
    assertThat(swapped).doesNotHaveDuplicates();
    Set<String> coming = new LinkedHashSet<>(swapped);
    // What is not there any more, nobody can take.
    Set<String> taken = new HashSet<>(edited.taken());
    taken.removeAll(edited.replaced());
    coming.removeAll(taken);
    coming.addAll(edited.added());
    List<String> expected = new ArrayList<>(edited.list());
    expected.removeAll(taken);
    expected.addAll(edited.added());
    List<String> restored = Swapping.restored(state, coming, edited.replaced());
    assertThat(restored).containsExactlyInAnyOrderElementsOf(expected).doesNotContain(TEMPORARY);
    assertThat(restored.stream().filter(edited.list()::contains))
        .containsExactlyElementsOf(
            edited.list().stream().filter(group -> !taken.contains(group)).toList());
    assertThat(Swapping.isRestored(state, coming, edited.replaced())).isFalse();
    assertThat(Swapping.isRestored(state, restored, edited.replaced())).isTrue();
    assertThat(Swapping.isOriginal(state, restored))
        .isEqualTo(taken.isEmpty() && edited.added().isEmpty());
    assertThat(Swapping.report(state, restored, edited.replaced()))
        .hasSize(taken.size() + edited.added().size());
  }

  @Property(tries = 200)
  void a_replaced_group_that_exists_no_longer_is_not_asked_for(@ForAll("edited") Edited edited) {
    SwapState state = edited.state();
    List<String> restored = Swapping.restored(state, Swapping.swapped(state), Set.of());
    assertThat(restored)
        .containsExactlyElementsOf(
            edited.list().stream().filter(each -> !edited.replaced().contains(each)).toList());
    assertThat(Swapping.isRestored(state, restored, Set.of())).isTrue();
    assertThat(Swapping.report(state, restored, Set.of()))
        .allMatch(line -> line.startsWith("deleted by others"))
        .hasSize(state.replaced().size());
  }
}
