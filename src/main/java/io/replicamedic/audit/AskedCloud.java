package io.replicamedic.audit;

import io.replicamedic.durability.Fact;
import io.replicamedic.durability.ParameterGroup;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RdsDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Asks AWS about each database by its name, at the moment of the question. */
final class AskedCloud implements Cloud {
  private final AwsAccounts accounts;
  private final Clock clock;
  private final Groups groups;

  AskedCloud(AwsAccounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
    this.groups = new Groups(accounts, clock);
  }

  @Override
  public Fact<RdsDatabase> database(Database database) {
    Instant at = clock.instant(); // before the question: never younger than what it tells
    if (database.aws().isEmpty()) {
      return new Fact.Unknown<>(
          "it is registered without what RDS calls it (aws.instance or aws.cluster)", at);
    }
    try {
      return new Fact.Known<>(
          accounts.of(database.account()).fleet().database(database.aws().orElseThrow()), at);
    } catch (CloudUnreadable e) {
      return new Fact.Unknown<>(String.valueOf(e.getMessage()), at);
    }
  }

  @Override
  public Fact<List<ParameterGroup>> groups(Database database, Fact<RdsDatabase> told) {
    return groups.of(database, told);
  }
}
