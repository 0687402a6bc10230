package io.replicamedic.rung.network.swap;

import io.replicamedic.isolation.Filling;
import io.replicamedic.isolation.SwapState;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.SecurityGroups;
import io.replicamedic.outside.VpcNetwork;
import java.time.Clock;
import java.util.Set;

/**
 * All that a swap reads and changes.
 *
 * @param clock the time of a decision is taken before what it is decided on is read
 */
record SwapReach(RdsFleet fleet, VpcNetwork network, SecurityGroups groups, Clock clock) {
  SwapCalls calls(SwapState state) {
    return new SwapCalls(fleet, network, groups, state);
  }

  Filling filling(SwapState state, String group) {
    return Filling.of(state, group, network.egressRules(Set.of(group)), groups.ingress(group));
  }
}
