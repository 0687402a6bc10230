package io.replicamedic.adapter.aws;

import static io.replicamedic.adapter.aws.Calls.text;

import io.replicamedic.durability.ParameterGroup;
import io.replicamedic.durability.ParameterGroup.Scope;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.ParameterGroups;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.Parameter;

/**
 * RDS's parameter groups through the SDK: a client that repeats reads, one that never does writes.
 * An instance's group and a cluster's are told by different actions and mean the same to us.
 */
final class RdsParameters implements ParameterGroups {
  private static final String DYNAMIC = "dynamic";

  private final Supplier<RdsClient> reader;
  private final Supplier<RdsClient> writer;
  private final RdsNamed named;

  RdsParameters(Supplier<RdsClient> reader, Supplier<RdsClient> writer) {
    this.reader = reader;
    this.writer = writer;
    this.named = new RdsNamed(reader);
  }

  @Override
  public List<Use> usedBy(AwsIdentity identity) {
    RdsNamed.Found found = named.find(identity);
    return uses(found.instance(), found.cluster());
  }

  static List<Use> uses(DBInstance instance, Optional<DBCluster> cluster) {
    Stream<Use> own =
        instance.dbParameterGroups().stream()
            .map(
                it ->
                    new Use(
                        text(it.dbParameterGroupName()),
                        Scope.INSTANCE,
                        text(it.parameterApplyStatus())));
    return Stream.concat(own, cluster.stream().flatMap(it -> ofCluster(it, instance))).toList();
  }

  private static Stream<Use> ofCluster(DBCluster cluster, DBInstance member) {
    String status =
        cluster.dbClusterMembers().stream()
            .filter(it -> member.dbInstanceIdentifier().equalsIgnoreCase(it.dbInstanceIdentifier()))
            .map(it -> text(it.dbClusterParameterGroupStatus()))
            .findFirst()
            .orElse("");
    return Stream.of(text(cluster.dbClusterParameterGroup()))
        .filter(group -> !group.isEmpty())
        .map(group -> new Use(group, Scope.CLUSTER, status));
  }

  @Override
  public Contents contents(String group, Scope scope, Set<String> names) {
    if (names.isEmpty()) { // a filter without values would mean every parameter
      return new Contents(family(group, scope), Map.of());
    }
    Filter wanted = Filter.builder().name("parameter-name").values(names).build();
    List<Parameter> told =
        switch (scope) {
          case INSTANCE ->
              Calls.read(
                  "rds:DescribeDBParameters",
                  () ->
                      reader
                          .get()
                          .describeDBParametersPaginator(
                              all -> all.dbParameterGroupName(group).filters(wanted))
                          .parameters()
                          .stream()
                          .toList());
          case CLUSTER ->
              Calls.read(
                  "rds:DescribeDBClusterParameters",
                  () ->
                      reader
                          .get()
                          .describeDBClusterParametersPaginator(
                              all -> all.dbClusterParameterGroupName(group).filters(wanted))
                          .parameters()
                          .stream()
                          .toList());
        };
    // The filter is younger than the action: whoever does not know it tells everything.
    Map<String, ParameterGroup.Value> values =
        told.stream()
            .filter(it -> names.contains(text(it.parameterName())))
            .collect(
                Collectors.toMap(
                    it -> text(it.parameterName()), RdsParameters::value, (first, _) -> first));
    return new Contents(family(group, scope), values);
  }

  private static ParameterGroup.Value value(Parameter told) {
    return new ParameterGroup.Value(
        Optional.ofNullable(told.parameterValue()),
        text(told.source()),
        text(told.applyType()).equals(DYNAMIC),
        Boolean.TRUE.equals(told.isModifiable()));
  }

  private String family(String group, Scope scope) {
    return switch (scope) {
      case INSTANCE -> {
        String action = "rds:DescribeDBParameterGroups";
        yield text(
            RdsNamed.only(
                    action,
                    "parameter groups",
                    group,
                    Calls.read(
                        action,
                        () ->
                            reader
                                .get()
                                .describeDBParameterGroups(all -> all.dbParameterGroupName(group))
                                .dbParameterGroups()))
                .dbParameterGroupFamily());
      }
      case CLUSTER -> {
        String action = "rds:DescribeDBClusterParameterGroups";
        yield text(
            RdsNamed.only(
                    action,
                    "cluster parameter groups",
                    group,
                    Calls.read(
                        action,
                        () ->
                            reader
                                .get()
                                .describeDBClusterParameterGroups(
                                    all -> all.dbClusterParameterGroupName(group))
                                .dbClusterParameterGroups()))
                .dbParameterGroupFamily());
      }
    };
  }

  @Override
  public Users usersOf(String group, Scope scope) {
    return switch (scope) {
      case INSTANCE ->
          new Users(
              Calls.read(
                  RdsNamed.INSTANCES,
                  () ->
                      reader.get().describeDBInstancesPaginator().dbInstances().stream()
                          .filter(it -> uses(it, group))
                          .map(DBInstance::dbInstanceIdentifier)
                          .sorted()
                          .toList()),
              List.of());
      case CLUSTER -> {
        List<DBCluster> clusters =
            Calls.read(
                RdsNamed.CLUSTERS,
                () ->
                    reader.get().describeDBClustersPaginator().dbClusters().stream()
                        .filter(it -> group.equalsIgnoreCase(text(it.dbClusterParameterGroup())))
                        .toList());
        yield new Users(
            clusters.stream()
                .flatMap(it -> it.dbClusterMembers().stream())
                .map(DBClusterMember::dbInstanceIdentifier)
                .sorted()
                .toList(),
            clusters.stream().map(DBCluster::dbClusterIdentifier).sorted().toList());
      }
    };
  }

  private static boolean uses(DBInstance instance, String group) {
    return instance.dbParameterGroups().stream()
        .anyMatch(it -> group.equalsIgnoreCase(text(it.dbParameterGroupName())));
  }

  @Override
  public ApiAnswer modify(String group, Scope scope, List<Change> changes, Instant decidedAt) {
    AwsRequestOverrideConfiguration signed = SignedAsOf.rds(decidedAt);
    List<Parameter> parameters = changes.stream().map(RdsParameters::parameter).toList();
    return switch (scope) {
      case INSTANCE ->
          Calls.write(
              () ->
                  writer
                      .get()
                      .modifyDBParameterGroup(
                          asked ->
                              asked
                                  .dbParameterGroupName(group)
                                  .parameters(parameters)
                                  .overrideConfiguration(signed))
                      .responseMetadata()
                      .requestId());
      case CLUSTER ->
          Calls.write(
              () ->
                  writer
                      .get()
                      .modifyDBClusterParameterGroup(
                          asked ->
                              asked
                                  .dbClusterParameterGroupName(group)
                                  .parameters(parameters)
                                  .overrideConfiguration(signed))
                      .responseMetadata()
                      .requestId());
    };
  }

  private static Parameter parameter(Change change) {
    return Parameter.builder()
        .parameterName(change.parameter())
        .parameterValue(change.value())
        .applyMethod(change.when().word())
        .build();
  }
}
