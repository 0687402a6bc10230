package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Egress rules that change as AWS changes them: each new rule has an id that never was, a call with
 * a permission that is there already is refused whole, revoking by an id that is gone does nothing.
 */
final class FakeVpc {
  private final List<EgressRule> rules;
  private int born;

  FakeVpc(List<EgressRule> rules) {
    this.rules = new ArrayList<>(rules);
  }

  List<EgressRule> rules() {
    return List.copyOf(rules);
  }

  void authorise(EgressRule rule) {
    authorise(List.of(rule));
  }

  void revoke(List<String> ids) {
    rules.removeIf(rule -> ids.contains(rule.id()));
  }

  /** Changes what the words and tags of a rule say, as anybody may. */
  void describe(EgressRule rule, String words, Map<String, String> tags) {
    rules.replaceAll(
        each ->
            each.id().equals(rule.id())
                ? new EgressRule(each.id(), each.group(), each.permission(), words, tags)
                : each);
  }

  void take(String obligation, Step step) {
    switch (step) {
      case Step.AddNarrower(String group, List<Permission> permissions) ->
          authorise(
              permissions.stream()
                  .map(each -> Egress.rule("", group, each, Mark.of(obligation)))
                  .toList());
      case Step.RevokeOriginals(String _, List<String> ids) -> revoke(ids);
      case Step.GiveBack(EgressRule original) -> authorise(original);
      case Step.RemoveNarrower(String _, List<String> ids) -> revoke(ids);
    }
  }

  private void authorise(List<EgressRule> wanted) {
    Set<EgressPlace> taken = new HashSet<>();
    rules.forEach(rule -> taken.add(EgressPlace.of(rule)));
    if (wanted.stream().allMatch(rule -> taken.add(EgressPlace.of(rule)))) {
      wanted.forEach(rule -> rules.add(Egress.withId("sgr-new-" + born++, rule)));
    }
  }
}
