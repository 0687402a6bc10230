package io.replicamedic.web;

import io.replicamedic.fleet.Discovered;
import io.replicamedic.fleet.RdsReading;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationKind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A database that was found through the RDS API and is not registered: facts of RDS alone. */
record DiscoveredView(
    @Schema(example = "rds:orders-2") String id,
    @Schema(description = "always true: shown, and never touched until it is registered")
        boolean discovered,
    @Schema(example = "aurora-mysql") String engine,
    ReplicationKind kind,
    Optional<String> endpoint,
    @Schema(description = "its own tags, and its cluster's") Map<String, String> tags,
    @Schema(description = "what is known of its replication: nothing, and why") String replication,
    RdsView rds,
    @Schema(description = "what to add to the configuration, with accounts of its own")
        String register,
    Map<String, String> links)
    implements Printable {
  private static final String UNKNOWN =
      "unknown: it is not registered, so there is no account to read it with";

  static DiscoveredView of(Discovered it) {
    return new DiscoveredView(
        it.id(),
        true,
        it.facts().engine(),
        it.facts().kind(),
        it.told().endpoint().map(Endpoint::toString),
        new TreeMap<>(it.told().tags()),
        UNKNOWN,
        RdsView.of(new RdsReading.Told(it.facts())),
        registration(it),
        Map.of("self", Media.BASE + "/databases/" + it.id()));
  }

  /** YAML under replica-medic. */
  static String registration(Discovered it) {
    Endpoint endpoint = it.told().endpoint().orElse(new Endpoint("<its endpoint>", 3306));
    String kind =
        switch (it.facts().kind()) {
          case EXTERNAL_BINLOG -> "external-binlog";
          case RDS_MANAGED -> "rds-managed";
          case AURORA_STORAGE -> "aurora-storage";
        };
    return """
    databases:
      - id: %s
        engine: %s
        kind: %s
        host: %s
        port: %d
        user: <account>
        password: <env:NAME or file:/path>
        aws:
          instance: %s
    """
        .formatted(
            it.facts().instance(),
            it.facts().engine(),
            kind,
            endpoint.host(),
            endpoint.port(),
            it.facts().instance());
  }

  @Override
  public String text(Reader reader) {
    Columns columns =
        Columns.bare("")
            .row("database", id + ", discovered and not registered: it is never touched")
            .row("kind", kind + " on " + engine)
            .row("endpoint", endpoint.orElse("none yet"))
            .row("replication", replication);
    tags.forEach((key, value) -> columns.row("tag", key + "=" + value));
    return rds.rows(columns).text() + "to register it, add under replica-medic:\n" + register;
  }

  /** In a list, under what is registered. */
  static void lines(Iterable<DiscoveredView> all, Columns to) {
    for (DiscoveredView each : all) {
      to.row(
          each.id(),
          each.kind().name(),
          each.engine(),
          each.endpoint().orElse("-"),
          "discovered, not registered");
    }
  }
}
