package io.replicamedic.isolation;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Egress rules for the tests of this room, made by hand. */
final class Egress {
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
    return Peer.of(Cidr.parse(block));
  }

  /** The state once every original of the cut is to be revoked. */
  static CutState revokingAll(CutState state) {
    return state.revoking(Cutting.toRevoke(state, state.cut().before()));
  }

  static Cut cut(List<EgressRule> rules, String... addresses) {
    return possible(rules, Resolution.NONE, addresses).cut();
  }

  static Carving.Possible possible(
      List<EgressRule> rules, Resolution resolution, String... addresses) {
    return switch (CarveOut.carve(rules, resolution, Set.of(addresses), PORT)) {
      case Carving.Possible possible -> possible;
      case Carving other -> throw new AssertionError(other);
    };
  }

  static EgressRule withId(String id, EgressRule rule) {
    return new EgressRule(id, rule.group(), rule.permission(), rule.description(), rule.tags());
  }
}
