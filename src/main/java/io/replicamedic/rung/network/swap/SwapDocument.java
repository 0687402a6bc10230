package io.replicamedic.rung.network.swap;

import io.replicamedic.isolation.SwapState;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.rung.network.UndoJson;
import java.util.Optional;
import java.util.Set;

/**
 * The undo document of a cut by swapping groups.
 *
 * @param cluster whose groups change; empty for a lone instance
 * @param instance the lone instance whose groups change; empty for a cluster, which outlives its
 *     members
 * @param interfaces ids of the database's own, by which the swap is seen to be in force
 */
record SwapDocument(SwapState state, String cluster, String instance, Set<String> interfaces) {
  SwapDocument {
    interfaces = Set.copyOf(interfaces);
  }

  static SwapDocument of(SwapState state, RdsFacts facts, Set<String> interfaces) {
    return new SwapDocument(
        state, facts.owner().cluster().orElse(""), facts.owner().instance().orElse(""), interfaces);
  }

  static SwapDocument read(Obligation obligation) {
    return parse(obligation.undo());
  }

  static SwapDocument parse(String json) {
    return UndoJson.read(json, SwapDocument.class);
  }

  String write() {
    return UndoJson.write(this);
  }

  SwapDocument in(SwapState next) {
    return new SwapDocument(next, cluster, instance, interfaces);
  }

  AwsIdentity identity() {
    return new AwsIdentity(filled(cluster), filled(instance));
  }

  /** Whose groups change, as claims name it. */
  String database() {
    return cluster.isEmpty() ? instance : cluster;
  }

  private static Optional<String> filled(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
