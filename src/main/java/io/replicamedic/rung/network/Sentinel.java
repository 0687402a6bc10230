package io.replicamedic.rung.network;

import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Step;
import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.journal.Journal;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.workflow.Engine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, for ever, after every group that was once cut: a call of ours that arrived after its time
 * may have left a rule there. It only removes, by id, what a closed obligation marked; it never
 * adds back, since it cannot tell a late call from a security team (design.md, Zombies 7).
 */
public final class Sentinel {
  private static final Logger LOG = LoggerFactory.getLogger(Sentinel.class);

  private final VpcNetwork network;
  private final Obligations obligations;
  private final Leftovers leftovers;
  private final Journal journal;

  /** Wired once; run again and again on any instance. */
  public Sentinel(VpcNetwork network, Obligations obligations, Journal journal) {
    this.network = network;
    this.obligations = obligations;
    this.leftovers = new Leftovers(obligations);
    this.journal = journal;
  }

  /** One round; asks nothing while there was never a cut. */
  public void look() {
    Set<String> groups =
        obligations.closedOf(OpenCut.KIND).stream()
            .flatMap(closed -> CutDocument.read(closed).cut().groupIds().stream())
            .collect(Collectors.toSet());
    groups.forEach(this::look);
  }

  // Each by itself: a group that was deleted since must not hide the others.
  private void look(String group) {
    try {
      List<EgressRule> left = leftovers.among(network.egressRules(Set.of(group)));
      leftovers.removals(left).forEach(removal -> remove(removal, left));
    } catch (CloudUnreadable e) {
      if (!e.noSuchGroup()) {
        LOG.warn("{} was cut once and cannot be looked after: {}", group, e.getMessage());
      }
    }
  }

  private void remove(Step.RemoveNarrower removal, List<EgressRule> left) {
    String words = EgressCalls.words(removal, List.of());
    LOG.warn("{} rules were left by closed obligations: {}", removal.ruleIds().size(), words);
    tell(removal, left, "left by closed obligations, about to be removed: " + words);
    ApiAnswer answer = network.revokeEgress(removal.group(), removal.ruleIds());
    tell(removal, left, "removed: " + answer.line());
  }

  private void tell(Step.RemoveNarrower removal, List<EgressRule> left, String summary) {
    journal.append(
        "security-group:" + removal.group(),
        List.of(
            new Draft(
                EntryKind.LEFTOVER,
                Engine.SELF,
                "",
                "sentinel",
                summary,
                Map.of("rules", left.stream().map(EgressRule::toString).toList()))));
  }
}
