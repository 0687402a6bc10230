package io.replicamedic.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Restoring, call after call, from wherever a cut was left, with and without others at work. */
class RestorationProperties {
  private static final String OBLIGATION = "o-1";
  private static final String CLOSED = "another";

  @Property(tries = 300)
  void wherever_a_cut_of_ours_was_left_all_is_as_before_and_nobody_noticed(
      @ForAll("worlds") World world, @ForAll long seed) {
    if (world.carving() instanceof Carving.Possible(Cut cut, List<String> _)) {
      Random random = new Random(seed);
      FakeVpc vpc = new FakeVpc(world.rules());
      CutState state = leftHalfway(vpc, new CutState(OBLIGATION, cut, Set.of()), random);
      List<String> late =
          state.revoking().isEmpty()
              ? List.of()
              : cut.originals().stream().map(EgressRule::id).toList();

      restore(vpc, state, () -> assertOthersReachAsBefore(vpc, world));

      assertMayBeClosed(vpc, state);
      assertThat(contents(vpc.rules()))
          .containsExactlyInAnyOrderElementsOf(contents(world.rules()));
      assertThat(Restoration.asBefore(state, vpc.rules())).isTrue();
      assertThat(Restoration.report(state, vpc.rules()))
          .allMatch(line -> line.startsWith("given back: "))
          .hasSize(late.size());
      List<EgressRule> closed = vpc.rules();
      vpc.revoke(late);
      assertThat(vpc.rules()).as("a late revoke finds nothing").isEqualTo(closed);
    }
  }

  @Property(tries = 400)
  void whatever_others_did_it_ends_and_leaves_nothing_of_ours(
      @ForAll("worlds") World world,
      @ForAll("strangers") List<EgressRule> strangers,
      @ForAll boolean intended,
      @ForAll long seed) {
    if (world.carving() instanceof Carving.Possible(Cut cut, List<String> _)) {
      Random random = new Random(seed);
      FakeVpc vpc = new FakeVpc(world.rules());
      CutState recorded = new CutState(OBLIGATION, cut, Set.of());
      CutState state = intended ? Egress.revokingAll(recorded) : recorded;
      scatter(vpc, state, random);
      List<EgressRule> waiting = new ArrayList<>(strangers);
      meddle(vpc, waiting, cut, random);
      boolean meanwhile = random.nextBoolean();

      restore(
          vpc,
          state,
          () -> {
            if (meanwhile && !waiting.isEmpty()) {
              meddle(vpc, waiting, cut, random);
            }
          });

      assertMayBeClosed(vpc, state);
    }
  }

  @Property(tries = 300)
  void a_cut_that_took_every_step_is_in_force(@ForAll("worlds") World world, @ForAll long seed) {
    if (world.carving() instanceof Carving.Possible(Cut cut, List<String> _)) {
      CutState state = new CutState(OBLIGATION, cut, Set.of());
      FakeVpc vpc = new FakeVpc(world.rules());
      assertThat(Cutting.inForce(state, vpc.rules(), world.resolution(), world.port())).isFalse();
      Cutting.missing(state, vpc.rules()).forEach(step -> vpc.take(OBLIGATION, step));
      assertThat(Cutting.missing(state, vpc.rules())).isEmpty();
      Cutting.toRevoke(state, vpc.rules()).forEach(step -> vpc.take(OBLIGATION, step));
      assertThat(Cutting.inForce(state, vpc.rules(), world.resolution(), world.port())).isTrue();

      List<EgressRule> ours =
          vpc.rules().stream().filter(rule -> Mark.isOf(OBLIGATION, rule)).toList();
      if (!ours.isEmpty()) {
        vpc.revoke(List.of(ours.get(new Random(seed).nextInt(ours.size())).id()));
        assertThat(Cutting.inForce(state, vpc.rules(), world.resolution(), world.port())).isFalse();
      }
    }
  }

  @Provide
  Arbitrary<World> worlds() {
    return Worlds.any();
  }

  /** Some are what a late call of a closed cut left. */
  @Provide
  Arbitrary<List<EgressRule>> strangers() {
    return Combinators.combine(Worlds.rules(), Arbitraries.randoms())
        .as(
            (rules, random) ->
                rules.stream()
                    .map(
                        rule ->
                            random.nextInt(3) == 0
                                ? Egress.rule("", rule.group(), rule.permission(), Mark.of(CLOSED))
                                : rule)
                    .toList());
  }

  /**
   * As many calls of the real cut as fate allows, the intent committed where the cut commits it.
   */
  private static CutState leftHalfway(FakeVpc vpc, CutState state, Random random) {
    for (Step step : Cutting.missing(state, vpc.rules())) {
      if (random.nextInt(4) == 0) {
        return state;
      }
      vpc.take(OBLIGATION, step);
    }
    CutState intended = Egress.revokingAll(state);
    for (Step step : Cutting.toRevoke(intended, vpc.rules())) {
      if (random.nextInt(3) == 0) {
        return intended;
      }
      vpc.take(OBLIGATION, step);
    }
    return intended;
  }

  /** Any part of the narrower rules, any part of the revokes, in no order that a cut would take. */
  private static void scatter(FakeVpc vpc, CutState state, Random random) {
    for (GroupCut group : state.cut().groups()) {
      for (Permission each : group.add()) {
        if (random.nextBoolean()) {
          vpc.take(OBLIGATION, new Step.AddNarrower(group.group(), List.of(each)));
        }
      }
    }
    for (String id : state.revoking()) {
      if (random.nextBoolean()) {
        vpc.revoke(List.of(id));
      }
    }
  }

  /** Others add rules, some just where ours are or were; remove some; reword some. */
  private static void meddle(FakeVpc vpc, List<EgressRule> waiting, Cut cut, Random random) {
    if (!waiting.isEmpty()) {
      vpc.authorise(waiting.removeFirst());
    }
    List<EgressRule> now = vpc.rules();
    if (!now.isEmpty() && random.nextBoolean()) {
      vpc.revoke(List.of(now.get(random.nextInt(now.size())).id()));
    }
    if (!now.isEmpty() && random.nextInt(3) == 0) {
      vpc.describe(now.get(random.nextInt(now.size())), "mine", Map.of("by", "others"));
    }
    GroupCut group = cut.groups().get(random.nextInt(cut.groups().size()));
    if (!group.add().isEmpty() && random.nextInt(3) == 0) {
      Permission narrower = group.add().get(random.nextInt(group.add().size()));
      vpc.authorise(Egress.rule("", group.group(), narrower, "also mine"));
    }
    if (random.nextInt(3) == 0) {
      EgressRule original = group.revoke().getFirst();
      vpc.authorise(Egress.rule("", group.group(), original.permission(), "opened again"));
    }
  }

  private static void restore(FakeVpc vpc, CutState state, Runnable afterEachCall) {
    int calls = 0;
    Optional<Step> next = next(vpc, state);
    while (next.isPresent()) {
      assertThat(calls++).as("calls").isLessThan(100);
      vpc.take(OBLIGATION, next.get());
      afterEachCall.run();
      next = next(vpc, state);
    }
  }

  // What closed cuts left goes first, as whoever discharges has it.
  private static Optional<Step> next(FakeVpc vpc, CutState state) {
    return vpc.rules().stream()
        .filter(rule -> Mark.isOf(CLOSED, rule))
        .findFirst()
        .<Step>map(rule -> new Step.RemoveNarrower(rule.group(), List.of(rule.id())))
        .or(() -> Restoration.next(state, vpc.rules()));
  }

  private static void assertMayBeClosed(FakeVpc vpc, CutState state) {
    assertThat(vpc.rules())
        .noneMatch(rule -> rule.description().equals("replica-medic cut " + OBLIGATION))
        .noneMatch(rule -> state.revoking().contains(rule.id()));
    if (!state.revoking().isEmpty()) {
      for (EgressRule original : state.cut().originals()) {
        assertThat(vpc.rules())
            .anyMatch(
                rule ->
                    rule.group().equals(original.group())
                        && rule.permission().equals(original.permission()));
      }
    }
  }

  private static void assertOthersReachAsBefore(FakeVpc vpc, World world) {
    for (Naive.Probe probe : world.probes()) {
      if (!world.isTheSource(probe) && !world.mayBeLost(probe)) {
        assertThat(world.letsThrough(vpc.rules(), probe))
            .as("%s", probe)
            .isEqualTo(world.letsThrough(world.rules(), probe));
      }
    }
  }

  private static List<String> contents(List<EgressRule> rules) {
    return rules.stream().map(rule -> rule.group() + Egress.withId("", rule)).toList();
  }
}
