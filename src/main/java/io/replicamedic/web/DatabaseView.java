package io.replicamedic.web;

import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.replication.ReplicationKind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One registered database; its accounts by name only, never where their passwords are. */
record DatabaseView(
    String id,
    @Schema(example = "aurora-mysql") String engine,
    ReplicationKind kind,
    @Schema(example = "orders.cluster-c1.eu-west-1.rds.amazonaws.com:3306") String endpoint,
    @Schema(description = "account that calls the mysql.rds_* procedures") String admin,
    @Schema(description = "whether this service's sessions are encrypted for certain") boolean tls,
    @Schema(description = "how they are: disabled, preferred, required, verify-ca, verify-identity")
        String tlsMode,
    @Schema(description = "source that a replica should replicate from; absent for others")
        Optional<SourceView> source,
    @Schema(description = "the same for its named channels, by channel")
        Map<String, SourceView> channelSources,
    @Schema(description = "what RDS calls it; absent = its network is never touched")
        Optional<String> aws,
    @Schema(
            description = "region that AWS is asked in about it; absent = what the SDK finds",
            example = "eu-west-1")
        Optional<String> region,
    @Schema(
            description = "IAM role that AWS is asked as; absent = our own credentials",
            example = "arn:aws:iam::123456789012:role/replica-medic")
        Optional<String> role,
    @Schema(description = "what the RDS API says of it; only where one database is asked for")
        Optional<RdsView> rds,
    Map<String, String> links)
    implements Printable {

  /** The registered source. */
  record SourceView(
      @Schema(description = "address that the database is configured with") String endpoint,
      @Schema(description = "address at which this service reaches it") String serviceEndpoint,
      String user,
      boolean ssl,
      @Schema(description = "only the database can reach it") boolean databaseOnly) {

    static SourceView of(RegisteredSource source) {
      return new SourceView(
          source.asDatabase().toString(),
          source.asService().toString(),
          source.replication().user(),
          source.ssl(),
          source.databaseOnly());
    }

    void rows(Columns to) {
      to.row("source", endpoint)
          .row("from here", databaseOnly ? "not reachable" : serviceEndpoint)
          .row("replication", user + (ssl ? " over TLS" : " without TLS"));
    }
  }

  static DatabaseView of(Database database) {
    return of(database, Map.of("self", Media.BASE + "/databases/" + database.id()));
  }

  static DatabaseView ofReplica(Database database) {
    String self = Media.BASE + "/replicas/" + database.id();
    return of(
        database,
        new TreeMap<>(
            Map.of(
                "self",
                self,
                "status",
                self + "/status",
                "unstick",
                self + "/unstick",
                "workflows",
                Media.BASE + "/workflows?target=" + database.id())));
  }

  private static DatabaseView of(Database database, Map<String, String> links) {
    return new DatabaseView(
        database.id(),
        database.engine(),
        database.kind(),
        database.endpoint().toString(),
        database.admin().user(),
        database.tls().isCertain(),
        database.tls().mode().word(),
        database.source().map(SourceView::of),
        ofChannels(database),
        database.aws().map(AwsIdentity::toString),
        ofAws(database, database.account().region()),
        ofAws(database, database.account().role()),
        Optional.empty(),
        links);
  }

  DatabaseView told(Optional<RdsView> facts) {
    return new DatabaseView(
        id,
        engine,
        kind,
        endpoint,
        admin,
        tls,
        tlsMode,
        source,
        channelSources,
        aws,
        region,
        role,
        facts,
        links);
  }

  private static Map<String, SourceView> ofChannels(Database database) {
    Map<String, SourceView> named = new TreeMap<>();
    database.sources().forEach((channel, source) -> named.put(channel, SourceView.of(source)));
    named.remove("");
    return named;
  }

  private static Optional<String> ofAws(Database database, String text) {
    return database.aws().filter(known -> !text.isEmpty()).map(known -> text);
  }

  @Override
  public String text(Reader reader) {
    Columns columns =
        Columns.bare("")
            .row("database", id)
            .row("kind", kind + " on " + engine)
            .row("endpoint", endpoint)
            .row("account", admin + " with TLS " + tlsMode);
    source.ifPresent(it -> it.rows(columns));
    channelSources.forEach((channel, it) -> it.rows(columns.row("channel", channel)));
    aws.ifPresent(it -> columns.row("aws", it));
    region.ifPresent(it -> columns.row("region", it));
    role.ifPresent(it -> columns.row("role", it));
    rds.ifPresent(it -> it.rows(columns));
    return columns.text();
  }
}
