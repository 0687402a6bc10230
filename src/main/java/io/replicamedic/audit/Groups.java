package io.replicamedic.audit;

import io.replicamedic.durability.Auditor;
import io.replicamedic.durability.Fact;
import io.replicamedic.durability.ParameterGroup;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.ParameterGroups.Contents;
import io.replicamedic.outside.ParameterGroups.Use;
import io.replicamedic.outside.RdsDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What parameter groups say of what the rules look at; each group is asked about once, however many
 * databases use it. For one audit, or for one run over the fleet.
 */
final class Groups {
  private final AwsAccounts accounts;
  private final Clock clock;
  private final Map<Asked, Fact<Contents>> contents = new ConcurrentHashMap<>();

  Groups(AwsAccounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Unknown as soon as one of its groups is: the other one's word might not count. */
  Fact<List<ParameterGroup>> of(Database database, Fact<RdsDatabase> told) {
    if (told.value().isEmpty()) {
      return new Fact.Unknown<>(told.why(), told.at());
    }
    List<Use> uses = told.value().get().uses();
    List<Fact<ParameterGroup>> groups =
        uses.stream()
            .map(
                use ->
                    contents
                        .computeIfAbsent(
                            new Asked(database.account(), use.group(), use.scope()), this::ask)
                        .map(use::saying))
            .toList();
    return groups.stream()
        .filter(it -> it.value().isEmpty())
        .findFirst()
        .<Fact<List<ParameterGroup>>>map(it -> new Fact.Unknown<>(it.why(), it.at()))
        .orElseGet(
            () ->
                new Fact.Known<>(
                    groups.stream().flatMap(it -> it.value().stream()).toList(), told.at()));
  }

  private Fact<Contents> ask(Asked asked) {
    Instant at = clock.instant();
    try {
      return new Fact.Known<>(
          accounts
              .of(asked.account())
              .parameters()
              .contents(asked.group(), asked.scope(), Auditor.parameters()),
          at);
    } catch (CloudUnreadable e) {
      return new Fact.Unknown<>(String.valueOf(e.getMessage()), at);
    }
  }

  private record Asked(AwsAccount account, String group, ParameterGroup.Scope scope) {}
}
