package io.replicamedic.rung.network.swap;

import io.replicamedic.isolation.Filling;
import io.replicamedic.isolation.SwapState;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.SecurityGroups;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.rung.network.Resolving;
import java.time.Clock;
import java.util.Set;

/**
 * All that a swap reads and changes.
 *
 * @param aws where the database is
 * @param clock the time of a decision is taken before what it is decided on is read
 */
record SwapReach(AwsServices aws, Clock clock) {
  RdsFleet fleet() {
    return aws.fleet();
  }

  VpcNetwork network() {
    return aws.network();
  }

  SecurityGroups groups() {
    return aws.groups();
  }

  Resolving resolving() {
    return new Resolving(aws);
  }

  SwapCalls calls(SwapState state) {
    return new SwapCalls(fleet(), network(), groups(), state);
  }

  Filling filling(SwapState state, String group) {
    return Filling.of(state, group, network().egressRules(Set.of(group)), groups().ingress(group));
  }
}
