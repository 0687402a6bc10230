package io.replicamedic.rung.network.swap;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.replicamedic.isolation.SwapState;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.AwsServices;
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
 * @param account where the database is; empty in records from before databases had one each
 */
record SwapDocument(
    @JsonProperty(UndoJson.LOCATED) SwapState state,
    String cluster,
    String instance,
    Set<String> interfaces,
    Optional<AwsAccount> account) {
  SwapDocument {
    interfaces = Set.copyOf(interfaces);
  }

  static SwapDocument of(
      SwapState state, RdsFacts facts, Set<String> interfaces, AwsAccount account) {
    return new SwapDocument(
        state,
        facts.owner().cluster().orElse(""),
        facts.owner().instance().orElse(""),
        interfaces,
        Optional.of(account));
  }

  static SwapDocument read(Obligation obligation) {
    return parse(obligation.undo());
  }

  /** Reads older documents, too: these knew no account. */
  static SwapDocument parse(String json) {
    if (UndoJson.has(json, UndoJson.LOCATED)) {
      return UndoJson.read(json, SwapDocument.class);
    }
    Unlocated read = UndoJson.read(json, Unlocated.class);
    return new SwapDocument(
        read.state(), read.cluster(), read.instance(), read.interfaces(), Optional.empty());
  }

  private record Unlocated(
      SwapState state, String cluster, String instance, Set<String> interfaces) {}

  String write() {
    return UndoJson.write(this);
  }

  SwapDocument in(SwapState next) {
    return new SwapDocument(next, cluster, instance, interfaces, account);
  }

  AwsIdentity identity() {
    return new AwsIdentity(filled(cluster), filled(instance));
  }

  /** Where it is undone. */
  AwsServices there(AwsAccounts aws) {
    return account.map(aws::of).orElseGet(aws::standard);
  }

  /**
   * Whose groups change, as claims name it: without account and region, so that it excludes older
   * claims, too. Two databases of one name elsewhere then only wait for each other.
   */
  String database() {
    return cluster.isEmpty() ? instance : cluster;
  }

  private static Optional<String> filled(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
