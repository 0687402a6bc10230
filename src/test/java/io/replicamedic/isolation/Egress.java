package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Egress rules for the tests of this room, made by hand and at random. */
final class Egress {
  /** Near each other, far apart, and at both ends of the number range. */
  static final List<String> ADDRESSES =
      List.of("10.1.2.3", "10.1.2.4", "10.1.130.3", "192.168.7.7", "255.255.255.255", "0.0.0.0");

  static final int PORT = 3306;

  private Egress() {}

  static EgressRule rule(String id, String group, Permission permission, String description) {
    return new EgressRule(id, group, permission, description, Map.of());
  }

  static Permission all(String block) {
    return new Permission("-1", -1, -1, to(block));
  }

  static Permission tcp(int from, int to, String block) {
    return new Permission("tcp", from, to, to(block));
  }

  static Peer to(String block) {
    return new Peer.Ipv4(Cidr.parse(block));
  }

  /** The state once every original of the cut is to be revoked. */
  static CutState revokingAll(CutState state) {
    return state.revoking(Cutting.toRevoke(state, state.cut().before()));
  }

  static Cut cut(List<EgressRule> rules, String... addresses) {
    return switch (CarveOut.carve(rules, Set.of(addresses), PORT)) {
      case Carving.Possible(Cut cut) -> cut;
      case Carving other -> throw new AssertionError(other);
    };
  }

  /** Everything that the properties try to send. */
  static List<Naive.Probe> probes() {
    List<Naive.Probe> probes = new ArrayList<>();
    for (String address : ADDRESSES) {
      for (int port : List.of(80, 3305, 3306, 3307)) {
        probes.add(new Naive.Probe(address, "tcp", port));
      }
      probes.add(new Naive.Probe(address, "udp", 3306));
      probes.add(new Naive.Probe(address, "icmp", 8));
    }
    return probes;
  }

  /** Rules of up to three groups; no permission twice in one group, as AWS has it. */
  static Arbitrary<List<EgressRule>> rules() {
    return rule()
        .list()
        .ofMaxSize(8)
        .map(
            drawn -> {
              Set<EgressPlace> taken = new HashSet<>();
              List<EgressRule> rules = new ArrayList<>();
              for (EgressRule each : drawn) {
                if (taken.add(EgressPlace.of(each))) {
                  rules.add(withId("sgr-" + rules.size(), each));
                }
              }
              return rules;
            });
  }

  static Arbitrary<EgressRule> rule() {
    return Combinators.combine(
            Arbitraries.of("sg-a", "sg-a", "sg-b", "sg-c"),
            permission(),
            Arbitraries.of("", "out", "replica-medic cut another"),
            Arbitraries.of(Map.<String, String>of(), Map.of("team", "shop")))
        .as((group, permission, words, tags) -> new EgressRule("", group, permission, words, tags));
  }

  static Arbitrary<Set<String>> sources() {
    return Arbitraries.of(ADDRESSES).set().ofMinSize(1).ofMaxSize(2);
  }

  static EgressRule withId(String id, EgressRule rule) {
    return new EgressRule(id, rule.group(), rule.permission(), rule.description(), rule.tags());
  }

  private static Arbitrary<Permission> permission() {
    Arbitrary<Peer> peers =
        Combinators.combine(
                Arbitraries.of(ADDRESSES), Arbitraries.of(0, 8, 12, 16, 24, 24, 29, 30, 31, 32))
            .as((address, prefix) -> to(Naive.around(address, prefix)));
    Arbitrary<Permission> ways =
        Arbitraries.of(
            all("0.0.0.0/0"),
            tcp(3306, 3306, "0.0.0.0/0"),
            tcp(0, 65535, "0.0.0.0/0"),
            tcp(80, 3305, "0.0.0.0/0"),
            tcp(-1, -1, "0.0.0.0/0"),
            new Permission("udp", 3306, 3306, to("0.0.0.0/0")),
            new Permission("icmp", 8, -1, to("0.0.0.0/0")));
    return Combinators.combine(ways, peers).as(Permission::to);
  }
}
