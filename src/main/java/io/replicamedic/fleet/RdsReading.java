package io.replicamedic.fleet;

import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RdsFacts;
import java.util.Optional;

/** What the RDS API says of a registered database, or why it says nothing; read by web. */
public sealed interface RdsReading {
  /** It said this. */
  record Told(RdsFacts facts) implements RdsReading {}

  /** It could not be asked, or knows no such database. */
  record Unreadable(String why) implements RdsReading {}

  /** Asked now; empty when the database is registered without what RDS calls it. */
  static Optional<RdsReading> of(Database database, AwsAccounts aws) {
    return database
        .aws()
        .map(
            identity -> {
              try {
                return new Told(aws.of(database.account()).fleet().facts(identity));
              } catch (CloudUnreadable e) {
                return new Unreadable(String.valueOf(e.getMessage()));
              }
            });
  }
}
