package io.replicamedic.rung.network.rules;

import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Mark;
import io.replicamedic.isolation.Step;
import io.replicamedic.obligation.ObligationDamaged;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Rules marked by an obligation that is closed: a call that arrived after its time. They are
 * removed by id and never adopted; nothing is ever added for them (design.md, Zombies 7).
 */
final class Leftovers {
  private final Obligations obligations;

  Leftovers(Obligations obligations) {
    this.obligations = obligations;
  }

  List<EgressRule> among(List<EgressRule> rules) {
    Predicate<EgressRule> isLeftover = markedByAny(closed(rules));
    return rules.stream().filter(isLeftover).toList();
  }

  /**
   * Rules of a cut that is not closed, or of one that this store does not know: another one holds
   * the group, whatever its rules are now they will not stay.
   */
  List<EgressRule> ofOthers(List<EgressRule> rules) {
    return without(rules).stream().filter(rule -> Mark.obligation(rule).isPresent()).toList();
  }

  /** The calls that remove them, one a group. */
  List<Step.RemoveNarrower> removals(List<EgressRule> rules) {
    Map<String, List<String>> ids = new TreeMap<>();
    among(rules)
        .forEach(rule -> ids.computeIfAbsent(rule.group(), g -> new ArrayList<>()).add(rule.id()));
    return ids.entrySet().stream()
        .map(each -> new Step.RemoveNarrower(each.getKey(), each.getValue()))
        .toList();
  }

  /** The rules without them. */
  List<EgressRule> without(List<EgressRule> rules) {
    return rules.stream().filter(markedByAny(closed(rules)).negate()).toList();
  }

  // A cut marks some 30 rules: the store is asked once for all of them. Marks of obligations that
  // it does not know belong to another installation.
  private Set<String> closed(List<EgressRule> rules) {
    return rules.stream()
        .flatMap(rule -> Mark.obligation(rule).stream())
        .distinct()
        .filter(this::isClosed)
        .collect(Collectors.toUnmodifiableSet());
  }

  // One whose record cannot be read may still be owed; it must not hide what the others left.
  private boolean isClosed(String id) {
    try {
      return obligations.find(id).filter(cut -> cut.state() == ObligationState.CLOSED).isPresent();
    } catch (ObligationDamaged e) {
      return false;
    }
  }

  private static Predicate<EgressRule> markedByAny(Set<String> ids) {
    return rule -> Mark.obligation(rule).filter(ids::contains).isPresent();
  }
}
