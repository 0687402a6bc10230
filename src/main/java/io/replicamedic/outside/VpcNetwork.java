package io.replicamedic.outside;

import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.ManagedPrefixList;
import io.replicamedic.isolation.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The EC2 API as far as security groups' egress goes. Readings are complete (every page), may be
 * repeated by the adapter, and throw {@link CloudUnreadable}. Writes are sent exactly once and
 * never repeated by the adapter: whoever calls reads again and decides (design.md, Zombies 6).
 */
public interface VpcNetwork {
  /** All egress rules of these groups, ordered by group and id. */
  List<EgressRule> egressRules(Set<String> groups);

  /** These managed prefix lists with all their entries; those that do not exist are missing. */
  List<ManagedPrefixList> prefixLists(Set<String> ids);

  /** Every interface that has any of these groups: whom a change reaches. */
  List<NetworkInterface> interfacesWith(Set<String> groups);

  /**
   * AuthorizeSecurityGroupEgress, one call for all permissions.
   *
   * @param description of each rule; empty for none
   * @param tags of each rule
   */
  ApiAnswer authorizeEgress(
      String group, List<Permission> permissions, String description, Map<String, String> tags);

  /** RevokeSecurityGroupEgress by rule ids, one call; never by content. */
  ApiAnswer revokeEgress(String group, List<String> ruleIds);

  /** Why we are not allowed to authorise that (asked with DryRun); empty when we are. */
  Optional<String> refusalToAuthorize(
      String group, List<Permission> permissions, String description, Map<String, String> tags);

  /** Why we are not allowed to revoke these (asked with DryRun); empty when we are. */
  Optional<String> refusalToRevoke(String group, List<String> ruleIds);
}
