package io.replicamedic.adapter.aws;

import static io.replicamedic.adapter.aws.Calls.text;

import io.replicamedic.outside.RdsDatabase;
import io.replicamedic.outside.RdsEvent;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RdsSurvey;
import io.replicamedic.replication.Endpoint;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.SourceType;
import software.amazon.awssdk.services.rds.model.Tag;

/** Every page of what the RDS API tells through the SDK. */
final class RdsPages implements RdsSurvey {
  private final Supplier<RdsClient> reader;
  private final Clock clock;

  RdsPages(Supplier<RdsClient> reader, Clock clock) {
    this.reader = reader;
    this.clock = clock;
  }

  @Override
  public List<RdsDatabase> databases() {
    Instant now = clock.instant(); // before the questions: never younger than what they tell
    List<DBInstance> instances =
        Calls.read(
            RdsNamed.INSTANCES,
            () -> reader.get().describeDBInstancesPaginator().dbInstances().stream().toList());
    // Nobody is asked about clusters who has none: it may be a permission that is not given.
    Map<String, DBCluster> clusters =
        instances.stream().allMatch(each -> text(each.dbClusterIdentifier()).isEmpty())
            ? Map.of()
            : clusters();
    return instances.stream().flatMap(each -> told(each, clusters, now).stream()).toList();
  }

  private Map<String, DBCluster> clusters() {
    return Calls.read(
        RdsNamed.CLUSTERS,
        () ->
            reader.get().describeDBClustersPaginator().dbClusters().stream()
                .collect(
                    Collectors.toMap(
                        each -> lower(each.dbClusterIdentifier()),
                        Function.identity(),
                        (_, later) -> later)));
  }

  /** A member that joined or left between the two questions is told by the next survey. */
  private static Optional<RdsDatabase> told(
      DBInstance instance, Map<String, DBCluster> clusters, Instant now) {
    String cluster = lower(text(instance.dbClusterIdentifier()));
    if (cluster.isEmpty()) {
      return Optional.of(database(instance, Told.facts(instance, now), Optional.empty()));
    }
    return Optional.ofNullable(clusters.get(cluster))
        .filter(
            it ->
                it.dbClusterMembers().stream()
                    .anyMatch(
                        member ->
                            instance
                                .dbInstanceIdentifier()
                                .equalsIgnoreCase(member.dbInstanceIdentifier())))
        .map(it -> database(instance, Told.facts(instance, it, now), Optional.of(it)));
  }

  static RdsDatabase database(DBInstance instance, RdsFacts facts, Optional<DBCluster> cluster) {
    Map<String, String> tags = new HashMap<>();
    Stream.concat(
            cluster.stream().flatMap(it -> it.tagList().stream()), instance.tagList().stream())
        .forEach((Tag tag) -> tags.put(text(tag.key()), text(tag.value())));
    return new RdsDatabase(
        facts,
        Optional.ofNullable(instance.endpoint())
            .filter(it -> it.address() != null && it.port() != null)
            .map(it -> new Endpoint(it.address(), it.port())),
        cluster
            .filter(it -> it.endpoint() != null && it.port() != null)
            .map(it -> new Endpoint(it.endpoint(), it.port())),
        tags,
        instance.readReplicaDBInstanceIdentifiers(),
        instance.dbParameterGroups().stream()
            .map(it -> text(it.dbParameterGroupName()) + " " + text(it.parameterApplyStatus()))
            .toList(),
        RdsParameters.uses(instance, cluster),
        Traits.told(instance, facts, cluster));
  }

  @Override
  public List<RdsEvent> events(Instant from) {
    return Stream.concat(
            of(SourceType.DB_INSTANCE, from, RdsEvents.FAILOVER, RdsEvents.READ_REPLICA),
            of(SourceType.DB_CLUSTER, from, RdsEvents.FAILOVER))
        .sorted(Comparator.comparing(RdsEvent::at))
        .toList();
  }

  private Stream<RdsEvent> of(SourceType type, Instant from, String... categories) {
    List<Event> events =
        Calls.read(
            "rds:DescribeEvents",
            () ->
                reader
                    .get()
                    .describeEventsPaginator(
                        asked -> asked.sourceType(type).startTime(from).eventCategories(categories))
                    .events()
                    .stream()
                    .toList());
    return events.stream().flatMap(each -> RdsEvents.told(each, type).stream());
  }

  private static String lower(String id) {
    return id.toLowerCase(Locale.ROOT);
  }
}
