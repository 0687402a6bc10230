package io.replicamedic.audit;

import io.replicamedic.durability.EngineKind;
import io.replicamedic.durability.Fact;
import io.replicamedic.durability.Role;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.DurabilityFacts;
import io.replicamedic.outside.RdsDatabase;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a database is, from all that is known of it: the RDS API's word goes before the server's,
 * and that before the registered one.
 */
final class Nature {
  /** How RDS names the green side of a blue/green deployment: {@code orders-green-a1b2c3}. */
  private static final String GREEN = ".+-green-[a-z0-9]{6}";

  private static final String AURORA = "aurora";

  private final Database database;
  private final DurabilityFacts server;
  private final Fact<RdsDatabase> rds;

  Nature(Database database, DurabilityFacts server, Fact<RdsDatabase> rds) {
    this.database = database;
    this.server = server;
    this.rds = rds;
  }

  EngineKind engine() {
    return rds.value()
        .map(it -> engine(it.facts()))
        .or(() -> server.variables().value().map(it -> fromServer()))
        .orElseGet(this::fromRegistration);
  }

  private static EngineKind engine(RdsFacts facts) {
    if (facts.engine().startsWith(AURORA)) {
      return EngineKind.AURORA;
    }
    return facts.cluster().isEmpty() ? EngineKind.RDS_INSTANCE : EngineKind.RDS_CLUSTER;
  }

  // Only Aurora has the variable, and RDS's servers are installed below /rdsdbbin.
  private EngineKind fromServer() {
    if (!variable("aurora_version").isEmpty()) {
      return EngineKind.AURORA;
    }
    boolean managed =
        variable("basedir").startsWith("/rdsdbbin")
            || server.binlogRetentionHours().value().isPresent()
            || database.aws().isPresent()
            || database.kind() != ReplicationKind.EXTERNAL_BINLOG;
    return managed ? ofRds() : EngineKind.PLAIN;
  }

  private EngineKind fromRegistration() {
    boolean managed =
        database.aws().isPresent() || database.kind() != ReplicationKind.EXTERNAL_BINLOG;
    if (!managed) {
      return EngineKind.PLAIN;
    }
    return database.engine().toLowerCase(Locale.ROOT).startsWith(AURORA)
        ? EngineKind.AURORA
        : ofRds();
  }

  private EngineKind ofRds() {
    return database.aws().flatMap(AwsIdentity::cluster).isPresent()
        ? EngineKind.RDS_CLUSTER
        : EngineKind.RDS_INSTANCE;
  }

  /** Aurora's in the words of the API: {@code 8.0.mysql_aurora.3.08.0}. */
  String version() {
    String own = variable("version");
    String aurora = variable("aurora_version");
    if (!aurora.isEmpty()) {
      String[] parts = own.split("\\.", 3);
      return parts.length < 2 ? aurora : parts[0] + "." + parts[1] + ".mysql_aurora." + aurora;
    }
    Optional<String> told = rds.value().map(it -> it.facts().engineVersion());
    return engine() == EngineKind.AURORA || own.isEmpty() ? told.orElse(own) : own;
  }

  /**
   * @param registered all databases: those that have this one as a source say that it is one
   */
  Set<Role> roles(Collection<Database> registered) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    if (isReplica()) {
      roles.add(Role.REPLICA);
    }
    if (isSource(registered)) {
      roles.add(Role.SOURCE);
    }
    if (names().anyMatch(it -> it.toLowerCase(Locale.ROOT).matches(GREEN))) {
      roles.add(Role.GREEN);
    }
    return roles;
  }

  /** What is taken for granted for want of knowing better. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (rds.value().isEmpty() && server.variables().value().isEmpty()) {
      notes.add("engine taken from its registration: " + rds.why());
    }
    if (server.channels().value().isEmpty()) {
      notes.add("whether it replicates is taken from its registration: " + server.channels().why());
    }
    if (standsStill()) {
      notes.add(
          "judged as a source, too, which is stricter: its channels are stopped, and read_only does"
              + " not keep anybody from writing to it");
    }
    if (server.connected().value().isEmpty()) {
      notes.add(
          isReadButForReplicas()
              ? "judged as a source, which is stricter, because who reads its binary log is not"
                  + " known: "
                  + server.connected().why()
              : "who reads its binary log is not known: " + server.connected().why());
    }
    return notes;
  }

  private boolean isReadButForReplicas() {
    return server.variables().value().isPresent() && server.connected().value().isEmpty();
  }

  private boolean isReplica() {
    return server
            .channels()
            .value()
            .map(it -> !it.isEmpty())
            .orElseGet(() -> !database.sources().isEmpty())
            .booleanValue()
        || rds.value().filter(it -> !it.facts().managedSource().isEmpty()).isPresent();
  }

  // What was cut over keeps its channels until somebody resets them: it is the one that is written
  // to.
  private boolean standsStill() {
    return server
            .channels()
            .value()
            .filter(it -> !it.isEmpty() && !it.containsValue(true))
            .isPresent()
        && variable("read_only").equalsIgnoreCase("OFF");
  }

  private boolean isSource(Collection<Database> registered) {
    return standsStill()
        || server.connected().value().filter(it -> !it.isEmpty()).isPresent()
        || isReadButForReplicas()
        || rds.value().filter(it -> !it.replicas().isEmpty()).isPresent()
        || registered.stream()
            .filter(it -> !it.id().equals(database.id()))
            .flatMap(it -> it.sources().values().stream())
            .anyMatch(this::isThis);
  }

  private boolean isThis(RegisteredSource source) {
    List<Endpoint> own =
        Stream.concat(
                Stream.of(database.endpoint()),
                rds.value().stream()
                    .flatMap(
                        it -> Stream.concat(it.endpoint().stream(), it.clusterEndpoint().stream())))
            .toList();
    return own.contains(source.asDatabase())
        || own.contains(source.asService())
        || (source.aws().isPresent() && source.aws().equals(database.aws()));
  }

  private Stream<String> names() {
    return Stream.of(
            database.aws().flatMap(AwsIdentity::instance).stream(),
            database.aws().flatMap(AwsIdentity::cluster).stream(),
            rds.value().stream()
                .flatMap(it -> Stream.of(it.facts().instance(), it.facts().cluster())))
        .flatMap(it -> it);
  }

  private String variable(String name) {
    return server.variables().value().map(it -> it.getOrDefault(name, "")).orElse("");
  }
}
