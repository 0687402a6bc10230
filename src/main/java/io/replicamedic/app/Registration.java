package io.replicamedic.app;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.Endpoint;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a configured database into a registered one. */
final class Registration {
  private Registration() {}

  /** With what it does not say itself of AWS taken from the defaults. */
  static Database database(DatabaseSettings db, AwsSettings defaults) {
    return new Database(
        db.id(),
        db.engine(),
        db.kind(),
        new Endpoint(db.host(), db.port()),
        new Credentials(db.user(), db.password()),
        tls(db),
        Optional.ofNullable(db.aws()).map(Registration::identity),
        account(db.aws(), defaults),
        db.channels()
            .collect(
                Collectors.toMap(SourceSettings::channelName, source -> source(source, defaults))));
  }

  private static RegisteredSource source(SourceSettings source, AwsSettings defaults) {
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
        tls(source),
        source.reach() == SourceSettings.Reach.DATABASE_ONLY,
        Set.copyOf(source.addresses()),
        Optional.ofNullable(source.aws()).map(Registration::identity),
        account(source.aws(), defaults));
  }

  /** For what names no other. */
  static AwsAccount account(AwsSettings defaults) {
    return account(defaults.region(), defaults.role(), defaults.externalId());
  }

  private static AwsAccount account(@Nullable IdentitySettings own, AwsSettings defaults) {
    return own == null
        ? account(defaults)
        : account(
            Objects.requireNonNullElse(own.region(), defaults.region()),
            Objects.requireNonNullElse(own.role(), defaults.role()),
            Objects.requireNonNullElse(own.externalId(), defaults.externalId()));
  }

  private static AwsAccount account(String region, String role, String externalId) {
    return new AwsAccount(region, role, role.isEmpty() ? "" : externalId);
  }

  /** What was true or false is so still; where nothing is said, as replication is encrypted. */
  static Tls tls(SourceSettings source) {
    String said = source.tls();
    if (said != null) {
      return tls(said, source.ca());
    }
    return source.ssl() ? Tls.REQUIRED : Tls.DISABLED;
  }

  /** How our sessions to the database itself are encrypted. */
  static Tls tls(DatabaseSettings db) {
    return tls(db.tls(), db.ca());
  }

  private static Tls tls(String said, String ca) {
    Tls.Mode mode =
        switch (said) {
          case "true" -> Tls.Mode.REQUIRED;
          case "false" -> Tls.Mode.PREFERRED;
          default -> Tls.Mode.valueOf(said.toUpperCase(Locale.ROOT).replace('-', '_'));
        };
    return new Tls(mode, ca.isEmpty() ? "" : ca.substring("file:".length()));
  }

  private static AwsIdentity identity(IdentitySettings identity) {
    return new AwsIdentity(
        Optional.ofNullable(identity.cluster()), Optional.ofNullable(identity.instance()));
  }
}
