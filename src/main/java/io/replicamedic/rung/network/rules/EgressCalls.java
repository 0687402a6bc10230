package io.replicamedic.rung.network.rules;

import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Mark;
import io.replicamedic.isolation.Permission;
import io.replicamedic.isolation.Step;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.rung.network.Call;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The EC2 call of each step, sent once, and the words for it in plans and journal. */
final class EgressCalls {
  private static final String AUTHORIZE = "AuthorizeSecurityGroupEgress ";
  private static final String REVOKE = "RevokeSecurityGroupEgress ";

  private final VpcNetwork network;
  private final String obligationId;

  EgressCalls(VpcNetwork network, String obligationId) {
    this.network = network;
    this.obligationId = obligationId;
  }

  Call call(Step step, Collection<EgressRule> known) {
    return new Call(words(step, known), () -> send(step));
  }

  ApiAnswer send(Step step) {
    return switch (step) {
      case Step.AddNarrower(String group, List<Permission> permissions) ->
          network.authorizeEgress(group, permissions, Mark.of(obligationId), Map.of());
      case Step.RevokeOriginals(String group, List<String> ids) -> network.revokeEgress(group, ids);
      case Step.GiveBack(EgressRule original) ->
          network.authorizeEgress(
              original.group(),
              List.of(original.permission()),
              original.description(),
              original.tags());
      case Step.RemoveNarrower(String group, List<String> ids) -> network.revokeEgress(group, ids);
    };
  }

  /**
   * What will be sent.
   *
   * @param known rules by which ids are explained
   */
  static String words(Step step, Collection<EgressRule> known) {
    return switch (step) {
      case Step.AddNarrower(String group, List<Permission> permissions) ->
          AUTHORIZE + group + ": " + join(permissions);
      case Step.RevokeOriginals(String group, List<String> ids) ->
          REVOKE + group + ": " + explained(ids, known);
      case Step.GiveBack(EgressRule original) ->
          AUTHORIZE
              + original.group()
              + ": "
              + original.permission()
              + (original.description().isEmpty() ? "" : " \"" + original.description() + "\"")
              + (original.tags().isEmpty() ? "" : " tags " + original.tags())
              + " (it was "
              + original.id()
              + ")";
      case Step.RemoveNarrower(String group, List<String> ids) ->
          REVOKE + group + ": " + ids.size() + " rules of ours, " + String.join(", ", ids);
    };
  }

  static String words(List<? extends Step> steps, Collection<EgressRule> known) {
    return steps.stream().map(step -> words(step, known)).collect(Collectors.joining("; "));
  }

  private static String explained(List<String> ids, Collection<EgressRule> known) {
    Set<String> wanted = Set.copyOf(ids);
    List<String> whole =
        known.stream()
            .filter(rule -> wanted.contains(rule.id()))
            .map(rule -> rule.id() + " (" + rule.permission() + ")")
            .toList();
    return String.join(", ", whole.size() == ids.size() ? whole : ids);
  }

  private static String join(List<Permission> permissions) {
    return permissions.stream().map(Permission::toString).collect(Collectors.joining(", "));
  }
}
