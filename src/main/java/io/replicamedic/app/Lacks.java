package io.replicamedic.app;

import io.replicamedic.adapter.mysql.MysqlDatabases;
import io.replicamedic.fleet.ConfigurationProblem;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.Names;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.outside.Secrets;
import io.replicamedic.outside.Tls;
import java.util.ArrayList;
import java.util.List;

/**
 * What a right configuration lacks just now and may have later: a secret, an address, a CA file.
 * Nobody is set aside for that: it is tried again, and is UNREACHABLE until then. Told at the start
 * and by the check on the command line.
 */
final class Lacks {
  private static final String FILE = "file:";
  private static final String ENVIRONMENT = "env:";

  private final Secrets secrets;
  private final Names names;

  Lacks(Secrets secrets, Names names) {
    this.secrets = secrets;
    this.names = names;
  }

  /** Asks the machine and its resolver, never a server or AWS. */
  List<ConfigurationProblem> of(Database database) {
    String at = "database '" + database.id() + "'";
    List<ConfigurationProblem> lacks = new ArrayList<>();
    secret(at, "password", database.admin().passwordRef(), lacks);
    host(at, "host", database.endpoint().host(), lacks);
    ca(at, "ca", database.tls(), lacks);
    database
        .sources()
        .values()
        .forEach(
            source -> {
              secret(at, "source.password", source.replication().passwordRef(), lacks);
              ca(at, "source.ca", source.tls(), lacks);
              if (!source.databaseOnly()) {
                host(at, "source.host", source.asService().host(), lacks);
              }
            });
    return lacks;
  }

  private void secret(String at, String key, String reference, List<ConfigurationProblem> lacks) {
    if (!reference.startsWith(FILE) && !reference.startsWith(ENVIRONMENT)) {
      return;
    }
    try {
      secrets.resolve(reference);
    } catch (SecretMissing e) {
      lacks.add(
          new ConfigurationProblem(
              key, at, String.valueOf(e.getMessage()), "provide it; it is tried again"));
    }
  }

  private void host(String at, String key, String host, List<ConfigurationProblem> lacks) {
    if (names.addresses(host).isEmpty()) {
      lacks.add(
          new ConfigurationProblem(
              key,
              at,
              "'" + host + "' has no address here",
              "correct the name, or the resolver; it is tried again"));
    }
  }

  private static void ca(String at, String key, Tls tls, List<ConfigurationProblem> lacks) {
    if (tls.isVerified()) {
      MysqlDatabases.flaw(tls)
          .ifPresent(
              why ->
                  lacks.add(
                      new ConfigurationProblem(
                          key, at, why, "a PEM file with certificates; it is tried again")));
    }
  }
}
