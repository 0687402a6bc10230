package io.replicamedic.outside;

import io.replicamedic.durability.RdsTraits;
import io.replicamedic.replication.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One instance as a survey of the RDS API tells it.
 *
 * @param endpoint its own; empty while it is being created
 * @param clusterEndpoint its cluster's, which leads to the writer; empty for lone instances
 * @param tags its own, and those of its cluster that it does not have itself
 * @param replicas DBInstanceIdentifiers (ARNs elsewhere) of the managed replicas that it feeds
 * @param parameters its parameter groups with their ParameterApplyStatus: {@code orders in-sync}
 * @param uses the same, and its cluster's
 * @param traits what matters for durability; empty when the API does not tell all of it
 */
public record RdsDatabase(
    RdsFacts facts,
    Optional<Endpoint> endpoint,
    Optional<Endpoint> clusterEndpoint,
    Map<String, String> tags,
    List<String> replicas,
    List<String> parameters,
    List<ParameterGroups.Use> uses,
    Optional<RdsTraits> traits) {
  /** Immutable. */
  public RdsDatabase {
    tags = Map.copyOf(tags);
    replicas = List.copyOf(replicas);
    parameters = List.copyOf(parameters);
    uses = List.copyOf(uses);
  }

  /** Whether that is what RDS calls it; a cluster alone means its writer. */
  public boolean is(AwsIdentity identity) {
    return identity
        .instance()
        .map(facts.instance()::equalsIgnoreCase)
        .or(
            () ->
                identity
                    .cluster()
                    .map(
                        cluster ->
                            cluster.equalsIgnoreCase(facts.cluster())
                                && facts.role() == RdsFacts.Role.WRITER))
        .orElse(false);
  }

  /** Whether that address leads to it. */
  public boolean answersAt(Endpoint address) {
    return endpoint.filter(own -> same(own, address)).isPresent()
        || (facts.role() == RdsFacts.Role.WRITER
            && clusterEndpoint.filter(own -> same(own, address)).isPresent());
  }

  private static boolean same(Endpoint one, Endpoint other) {
    return one.port() == other.port() && one.host().equalsIgnoreCase(other.host());
  }
}
