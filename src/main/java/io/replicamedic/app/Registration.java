package io.replicamedic.app;

import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.replication.Endpoint;
import java.util.Optional;
import java.util.Set;

/** Turns a configured database into a registered one. */
final class Registration {
  private Registration() {}

  static Database database(Settings.Db db) {
    return new Database(
        db.id(),
        db.engine(),
        db.kind(),
        new Endpoint(db.host(), db.port()),
        new Credentials(db.user(), db.password()),
        db.tls(),
        Optional.ofNullable(db.aws()).map(Registration::identity),
        Optional.ofNullable(db.source()).map(Registration::source));
  }

  private static RegisteredSource source(Settings.Source source) {
    String serviceHost = source.serviceHost();
    Integer servicePort = source.servicePort();
    Endpoint asDatabase = new Endpoint(source.host(), source.port());
    return new RegisteredSource(
        asDatabase,
        new Endpoint(
            serviceHost == null ? source.host() : serviceHost,
            servicePort == null ? source.port() : servicePort),
        new Credentials(source.user(), source.password()),
        source.ssl(),
        source.reach() == Settings.Reach.DATABASE_ONLY,
        Set.copyOf(source.addresses()));
  }

  private static AwsIdentity identity(Settings.Identity identity) {
    return new AwsIdentity(
        Optional.ofNullable(identity.cluster()), Optional.ofNullable(identity.instance()));
  }
}
