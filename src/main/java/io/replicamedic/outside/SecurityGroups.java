package io.replicamedic.outside;

import io.replicamedic.isolation.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The EC2 API as far as whole security groups go; their egress rules are {@link VpcNetwork}'s. The
 * same contract: readings are complete and throw {@link CloudUnreadable}, writes are sent once.
 */
public interface SecurityGroups {
  /** Id of the group with that name; a name is unique in a VPC while the group exists. */
  Optional<String> named(String vpc, String name);

  /** Names by id, of the groups in a VPC whose name begins so. */
  Map<String, String> namedLike(String vpc, String prefix);

  /** Names by id, of those groups that exist. */
  Map<String, String> names(Set<String> groups);

  /** What all inbound rules of one group allow. */
  Set<Permission> ingress(String group);

  /** Groups with a rule, in or out, that refers to any of these groups; ordered by id. */
  List<String> referringTo(Set<String> groups);

  /** CreateSecurityGroup; AWS gives it a rule that lets everything out. */
  ApiAnswer create(String vpc, String name, String description);

  /** AuthorizeSecurityGroupIngress, one call for all permissions. */
  ApiAnswer authorizeIngress(String group, List<Permission> permissions);

  /** DeleteSecurityGroup; AWS refuses it while anything has the group. */
  ApiAnswer delete(String group);

  /** Why we are not allowed to delete it (asked with DryRun); empty when we are. */
  Optional<String> refusalToDelete(String group);

  /** Why we are not allowed to create one (asked with DryRun); empty when we are. */
  Optional<String> refusalToCreate(String vpc, String name, String description);
}
