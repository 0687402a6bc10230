package io.replicamedic.app;

import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Tls;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What one value of a database allows of another; the rest is said at its own keys. */
final class DatabaseRules {
  private static final Set<String> ENGINES = Set.of("aurora-mysql", "mysql");
  private static final String HOST = "[A-Za-z0-9._:%-]+";

  private final List<Breach> breaches = new ArrayList<>();

  private DatabaseRules() {}

  /**
   * One that does not hold.
   *
   * @param key below the database: {@code source.tls}
   */
  record Breach(String key, String problem, String remedy) {}

  /** All that do not hold; what is missing or malformed was said already and is passed over. */
  static List<Breach> brokenBy(DatabaseSettings db) {
    DatabaseRules rules = new DatabaseRules();
    rules.of(db);
    SourceSettings source = db.source();
    if (source != null) {
      rules.of("source.", source);
    }
    for (int i = 0; i < db.sources().size(); i++) {
      rules.of("sources[" + i + "].", db.sources().get(i));
    }
    return List.copyOf(rules.breaches);
  }

  private void of(DatabaseSettings db) {
    require(
        ENGINES.contains(db.engine().toLowerCase(Locale.ROOT)),
        "engine",
        "is an engine that is not known",
        "aurora-mysql or mysql (MariaDB's GTIDs are of another kind)");
    host("host", db.host());
    Tls tls = Registration.tls(db);
    ca("", db.ca(), tls);
    require(
        !Credentials.IAM.equals(db.password()) || tls.isVerified(),
        "password",
        "is an IAM token, which is sent in clear inside TLS: whoever answers must prove who he is",
        "tls: verify-identity, with ca: file:/… of RDS's bundle");
  }

  private void of(String at, SourceSettings source) {
    host(at + "host", source.host());
    if (source.serviceHost() != null) {
      host(at + "service-host", source.serviceHost());
    }
    Tls tls = Registration.tls(source);
    ca(at, source.ca(), tls);
    require(
        tls.isCertain() == source.ssl() && tls.mode() != Tls.Mode.PREFERRED,
        at + "tls",
        "does not go with source.ssl: our login must be encrypted exactly when replication is,"
            + " or it proves nothing for it",
        source.ssl() ? "required, verify-ca or verify-identity" : "disabled, or ssl: true");
    require(
        !Credentials.IAM.equals(source.password()),
        at + "password",
        "is an IAM token, which is valid for 15 minutes: a replica could not log in with it later",
        "env:NAME, file:/path or aws-secretsmanager:NAME");
  }

  private void ca(String prefix, String ca, Tls tls) {
    require(
        ca.isEmpty() || tls.isVerified(),
        prefix + "ca",
        "is not looked at with tls: " + tls.mode().word(),
        "tls: verify-ca or verify-identity, or no ca");
  }

  private void host(String key, String host) {
    require(
        host == null || host.isBlank() || host.matches(HOST),
        key,
        "is no host name or address",
        "a name or an address alone; the port has a key of its own");
  }

  private void require(boolean holds, String key, String problem, String remedy) {
    if (!holds) {
      breaches.add(new Breach(key, problem, remedy));
    }
  }
}
