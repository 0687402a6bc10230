package io.replicamedic.isolation;

import static io.replicamedic.isolation.World.ADDRESSES;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random worlds: blocks that touch, nest and overlap, in rules, prefix lists and groups. */
final class Worlds {
  private static final List<String> LISTS = List.of("pl-1", "pl-2", "pl-3");
  private static final List<String> OTHERS = List.of("sg-x", "sg-y");

  private Worlds() {}

  static Arbitrary<World> any() {
    return Combinators.combine(rules(), lists(), members(), sources(), ports())
        .as(
            (rules, lists, members, sources, port) ->
                new World(
                    rules, meanings(lists, members), resolution(lists, members), sources, port));
  }

  /** Rules of up to three groups; no permission twice in one group, as AWS has it. */
  static Arbitrary<List<EgressRule>> rules() {
    return rule()
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(
            drawn -> {
              Set<EgressPlace> taken = new HashSet<>();
              List<EgressRule> rules = new ArrayList<>();
              for (EgressRule each : drawn) {
                if (taken.add(EgressPlace.of(each))) {
                  rules.add(Egress.withId("sgr-" + rules.size(), each));
                }
              }
              return rules;
            });
  }

  static Arbitrary<Set<String>> sources() {
    return addresses().set().ofMinSize(1).ofMaxSize(2);
  }

  /** Mostly the few that lie beside each other, so that rules and sources meet. */
  private static Arbitrary<String> addresses() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.of("10.1.2.3", "10.1.2.4", "2001:db8::1")),
        Tuple.of(1, Arbitraries.of(ADDRESSES)));
  }

  static Arbitrary<String> blocks() {
    Arbitrary<String> near =
        Combinators.combine(addresses(), Arbitraries.of(0, 1, 1, 2, 3, 8, 8, 16, 20))
            .as((address, host) -> Naive.around(address, bits(address) - host));
    Arbitrary<String> wide =
        Combinators.combine(addresses(), Arbitraries.of(0, 8, 12, 16, 24)).as(Naive::around);
    return Arbitraries.frequencyOf(Tuple.of(4, near), Tuple.of(1, wide));
  }

  /** What rules may say about protocols and ports. */
  private static Arbitrary<Permission> ways() {
    return Arbitraries.of(
        Egress.all("0.0.0.0/0"),
        Egress.all("0.0.0.0/0"),
        Egress.tcp(3306, 3306, "0.0.0.0/0"),
        Egress.tcp(0, 65535, "0.0.0.0/0"),
        Egress.tcp(1, 65535, "0.0.0.0/0"),
        Egress.tcp(3306, 9999, "0.0.0.0/0"),
        Egress.tcp(80, 3305, "0.0.0.0/0"),
        Egress.tcp(-1, -1, "0.0.0.0/0"),
        way("6", 443, 3306),
        way("udp", 3306, 3306),
        way("17", 0, 65535),
        way("icmp", 8, -1),
        way("icmp", -1, -1),
        way("icmpv6", 128, 0),
        way("50", -1, -1));
  }

  private static int bits(String address) {
    return address.contains(":") ? 128 : 32;
  }

  private static Permission way(String protocol, int from, int to) {
    return new Permission(protocol, from, to, Egress.to("0.0.0.0/0"));
  }

  private static Arbitrary<EgressRule> rule() {
    Arbitrary<Peer> peers =
        Arbitraries.frequencyOf(
            Tuple.of(6, blocks().map(Egress::to)),
            Tuple.of(1, Arbitraries.of(LISTS).map(Peer.PrefixList::new)),
            Tuple.of(1, Arbitraries.of(OTHERS).map(Peer.Group::new)));
    return Combinators.combine(
            Arbitraries.of("sg-a", "sg-a", "sg-b", "sg-c"),
            Combinators.combine(ways(), peers).as(Permission::to),
            Arbitraries.of("", "out"),
            Arbitraries.of(Map.<String, String>of(), Map.of("team", "shop")))
        .as((group, permission, words, tags) -> new EgressRule("", group, permission, words, tags));
  }

  private static Arbitrary<Integer> ports() {
    return Arbitraries.of(3306, 3306, 3306, 3307, 0, 1, 65535);
  }

  /** Each of one family, and some with room to spare. */
  private static Arbitrary<List<List<String>>> lists() {
    return Combinators.combine(blocks().list().ofMaxSize(6), Arbitraries.of("v", "w"))
        .as(
            (blocks, family) ->
                blocks.stream().filter(one -> Naive.bits(one).startsWith(family)).toList())
        .list()
        .ofSize(LISTS.size());
  }

  private static Arbitrary<List<Set<String>>> members() {
    return addresses().set().ofMaxSize(4).list().ofSize(OTHERS.size());
  }

  private static int size(int list, List<String> entries) {
    return entries.size() + 3 * list;
  }

  private static Naive.Meanings meanings(List<List<String>> lists, List<Set<String>> members) {
    Map<String, List<String>> blocks = new HashMap<>();
    Map<String, Integer> sizes = new HashMap<>();
    for (int i = 0; i < LISTS.size(); i++) {
      blocks.put(LISTS.get(i), lists.get(i));
      sizes.put(LISTS.get(i), size(i, lists.get(i)));
    }
    for (int i = 0; i < OTHERS.size(); i++) {
      blocks.put(OTHERS.get(i), List.copyOf(members.get(i)));
    }
    return new Naive.Meanings(blocks, sizes);
  }

  private static Resolution resolution(List<List<String>> lists, List<Set<String>> members) {
    Map<String, ManagedPrefixList> known = new HashMap<>();
    Map<String, Set<String>> groups = new HashMap<>();
    for (int i = 0; i < LISTS.size(); i++) {
      List<Cidr> entries =
          lists.get(i).stream().map(Cidr::parse).distinct().collect(Collectors.toList());
      known.put(LISTS.get(i), new ManagedPrefixList(LISTS.get(i), size(i, lists.get(i)), entries));
    }
    for (int i = 0; i < OTHERS.size(); i++) {
      groups.put(OTHERS.get(i), members.get(i));
    }
    return new Resolution(known, groups);
  }
}
