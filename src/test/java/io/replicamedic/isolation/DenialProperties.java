package io.replicamedic.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Network ACLs against packets that are tried one by one. */
class DenialProperties {
  private static final String ACL = "acl-1";
  private static final int PORT = 3306;

  @Property(tries = 600)
  void a_placeholder_changes_nothing_and_a_deny_only_the_source(
      @ForAll("entries") List<AclEntry> entries,
      @ForAll("sources") Set<String> sources,
      @ForAll("burnt") Set<Integer> burnt) {
    NetworkAcl acl = new NetworkAcl(ACL, Set.of("subnet-1"), entries);
    Denial denial = Denial.plan(List.of(acl), sources, PORT, Map.of(ACL, burnt));
    Statistics.collect(denial.getClass().getSimpleName());
    Statistics.coverage(seen -> seen.check("Possible").percentage(share -> share > 20));
    World probes = new World(List.of(), Naive.Meanings.NONE, Resolution.NONE, sources, PORT);
    switch (denial) {
      case Denial.Possible(List<Placement> placements) -> {
        List<AclEntry> held = new ArrayList<>(entries);
        placements.forEach(placement -> held.add(placement.placeholder()));
        List<AclEntry> denied = new ArrayList<>(entries);
        placements.forEach(placement -> denied.add(placement.deny()));
        assertNumbers(held, burnt, placements);
        for (Naive.Probe probe : probes.probes()) {
          boolean before = Naive.aclLets(entries, probe);
          assertThat(Naive.aclLets(held, probe)).as("%s held", probe).isEqualTo(before);
          assertThat(Naive.aclLets(denied, probe))
              .as("%s denied", probe)
              .isEqualTo(before && !probes.isTheSource(probe));
        }
      }
      case Denial.Unneeded() ->
          assertThat(probes.probes())
              .filteredOn(probes::isTheSource)
              .noneMatch(probe -> Naive.aclLets(entries, probe));
      case Denial.Impossible(List<String> reasons) ->
          assertThat(reasons)
              .allMatch(
                  reason ->
                      reason.contains("no number below entry") || reason.contains("are allowed"));
    }
  }

  @Property(tries = 200)
  void the_first_match_decides(@ForAll("entries") List<AclEntry> entries) {
    NetworkAcl acl = new NetworkAcl(ACL, Set.of(), entries);
    for (String address : World.ADDRESSES) {
      assertThat(acl.allows(address, PORT))
          .isEqualTo(Naive.aclLets(entries, new Naive.Probe(address, "tcp", PORT)));
    }
  }

  @Provide
  Arbitrary<Set<String>> sources() {
    return Worlds.sources();
  }

  @Provide
  Arbitrary<Set<Integer>> burnt() {
    return Arbitraries.integers().between(1, 12).set().ofMaxSize(3);
  }

  /** Numbers close together, so that there is not always room between them. */
  @Provide
  Arbitrary<List<AclEntry>> entries() {
    Arbitrary<List<Integer>> ports =
        Arbitraries.of(List.of(-1, -1), List.of(3306, 3306), List.of(0, 65535), List.of(80, 3305));
    return Combinators.combine(
            Arbitraries.integers().between(1, 30),
            Arbitraries.of("-1", "-1", "6", "6", "17", "1", "50"),
            ports,
            Worlds.blocks(),
            Arbitraries.of(true, true, false))
        .as(
            (number, protocol, range, block, allow) ->
                new AclEntry(
                    number,
                    protocol,
                    ported(protocol) ? range.getFirst() : -1,
                    ported(protocol) ? range.getLast() : -1,
                    Cidr.parse(block),
                    allow))
        .list()
        .ofMinSize(4)
        .ofMaxSize(26)
        .map(DenialProperties::once);
  }

  private static boolean ported(String protocol) {
    return protocol.equals("6") || protocol.equals("17");
  }

  /** One entry a number, as AWS has it, and AWS's own. */
  private static List<AclEntry> once(List<AclEntry> drawn) {
    Set<Integer> taken = new HashSet<>();
    List<AclEntry> entries = new ArrayList<>();
    drawn.stream().filter(each -> taken.add(each.number())).forEach(entries::add);
    entries.add(new AclEntry(32767, "-1", -1, -1, Cidr.parse("0.0.0.0/0"), false));
    return entries;
  }

  private static void assertNumbers(
      List<AclEntry> held, Set<Integer> burnt, List<Placement> placements) {
    assertThat(held).extracting(AclEntry::number).doesNotHaveDuplicates();
    // AWS counts each family apart, its own last deny included.
    for (boolean ipv6 : List.of(false, true)) {
      assertThat(
              held.stream()
                  .filter(entry -> entry.number() <= 32766)
                  .filter(entry -> entry.block().toString().contains(":") == ipv6))
          .hasSizeLessThanOrEqualTo(19);
    }
    assertThat(placements)
        .isNotEmpty()
        .allSatisfy(
            placement -> {
              assertThat(placement.placeholder().number()).isPositive().isNotIn(burnt);
              assertThat(placement.deny().number()).isEqualTo(placement.placeholder().number());
            });
  }
}
