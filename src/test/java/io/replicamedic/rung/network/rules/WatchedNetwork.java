package io.replicamedic.rung.network.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.ManagedPrefixList;
import io.replicamedic.isolation.Permission;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.NetworkInterface;
import io.replicamedic.outside.VpcNetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The production adapter, watched: no write of ours may take away what a group let out to anybody
 * but the source. The rules are read over the lab's own way, which is told the truth at once.
 */
final class WatchedNetwork implements VpcNetwork {
  private final VpcNetwork network;
  private final AwsEndpoint endpoint;

  WatchedNetwork(VpcNetwork network, AwsEndpoint endpoint) {
    this.network = network;
    this.endpoint = endpoint;
  }

  @Override
  public List<EgressRule> egressRules(Set<String> groups) {
    return network.egressRules(groups);
  }

  @Override
  public List<ManagedPrefixList> prefixLists(Set<String> ids) {
    return network.prefixLists(ids);
  }

  @Override
  public List<NetworkInterface> interfacesWith(Set<String> groups) {
    return network.interfacesWith(groups);
  }

  @Override
  public ApiAnswer authorizeEgress(
      String group, List<Permission> permissions, String description, Map<String, String> tags) {
    return watched(group, () -> network.authorizeEgress(group, permissions, description, tags));
  }

  @Override
  public ApiAnswer revokeEgress(String group, List<String> ruleIds) {
    return watched(group, () -> network.revokeEgress(group, ruleIds));
  }

  @Override
  public Optional<String> refusalToAuthorize(
      String group, List<Permission> permissions, String description, Map<String, String> tags) {
    return network.refusalToAuthorize(group, permissions, description, tags);
  }

  @Override
  public Optional<String> refusalToRevoke(String group, List<String> ruleIds) {
    return network.refusalToRevoke(group, ruleIds);
  }

  private ApiAnswer watched(String group, Supplier<ApiAnswer> write) {
    Set<String> before = Probes.letOut(endpoint.egressRules(List.of(group)));
    ApiAnswer answer = write.get();
    assertThat(Probes.letOut(endpoint.egressRules(List.of(group))))
        .as("let out after a write of ours")
        .containsAll(before);
    return answer;
  }
}
