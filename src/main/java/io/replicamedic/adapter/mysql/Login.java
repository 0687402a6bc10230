package io.replicamedic.adapter.mysql;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.Endpoint;

/**
 * Where to log in, as whom and how; holds the password's reference, never the password.
 *
 * @param role which server of the pair, as DatabaseUnreachable names it
 * @param account as whom tokens are signed
 */
record Login(String role, Endpoint endpoint, Credentials credentials, Tls tls, AwsAccount account) {

  /** The database itself, with its admin account. */
  static Login replica(Database database) {
    return new Login(
        "replica " + database.id(),
        database.endpoint(),
        database.admin(),
        database.tls(),
        database.account());
  }

  /**
   * The registered source, encrypted exactly when replication is: what this login proves must hold
   * for the receiver's login too (design.md law 5). Its certificate may be asked for more.
   */
  static Login source(Database database, RegisteredSource source) {
    return new Login(
        "source of " + database.id(),
        source.asService(),
        source.replication(),
        source.tls(),
        database.account());
  }
}
