package io.replicamedic.audit;

import io.replicamedic.durability.Fact;
import io.replicamedic.durability.ParameterGroup;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RdsDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * For one run over many databases: each account is surveyed once, when the first of its databases
 * comes. Where a policy allows no survey, each is asked about by its name.
 */
final class SurveyedCloud implements Cloud {
  private final AwsAccounts accounts;
  private final Cloud byName;
  private final Clock clock;
  private final Map<AwsAccount, Survey> surveys = new ConcurrentHashMap<>();

  SurveyedCloud(AwsAccounts accounts, Cloud byName, Clock clock) {
    this.accounts = accounts;
    this.byName = byName;
    this.clock = clock;
  }

  private sealed interface Survey {
    record Told(List<RdsDatabase> all, Instant at) implements Survey {}

    record Failed(String why, Instant at) implements Survey {}

    record Denied() implements Survey {}
  }

  @Override
  public Fact<RdsDatabase> database(Database database) {
    if (database.aws().isEmpty()) {
      return byName.database(database);
    }
    return switch (surveys.computeIfAbsent(database.account(), this::survey)) {
      case Survey.Denied _ -> byName.database(database);
      case Survey.Failed failed -> new Fact.Unknown<>(failed.why(), failed.at());
      case Survey.Told told ->
          told.all().stream()
              .filter(it -> it.is(database.aws().orElseThrow()))
              .findFirst()
              .<Fact<RdsDatabase>>map(it -> new Fact.Known<>(it, told.at()))
              .orElseGet(
                  () ->
                      new Fact.Unknown<>(
                          "the RDS API tells no " + database.aws().orElseThrow(), told.at()));
    };
  }

  @Override
  public Fact<List<ParameterGroup>> groups(Database database, Fact<RdsDatabase> told) {
    return byName.groups(database, told);
  }

  private Survey survey(AwsAccount account) {
    Instant at = clock.instant();
    try {
      return new Survey.Told(accounts.of(account).survey().databases(), at);
    } catch (CloudUnreadable e) {
      return e.denied()
          ? new Survey.Denied()
          : new Survey.Failed(String.valueOf(e.getMessage()), at);
    }
  }
}
