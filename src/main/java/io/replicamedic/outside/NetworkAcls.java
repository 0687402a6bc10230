package io.replicamedic.outside;

import io.replicamedic.isolation.AclEntry;
import io.replicamedic.isolation.Cidr;
import io.replicamedic.isolation.NetworkAcl;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The EC2 API as far as subnets and their network ACLs' egress go. The same contract as {@link
 * VpcNetwork}: readings are complete and throw {@link CloudUnreadable}, writes are sent once.
 *
 * <p>An entry has no id of its own, only its number: so that a call that stood still for long
 * cannot hit what has that number by then, writes are signed as of the moment of the decision, and
 * AWS refuses them some minutes later (RequestExpired).
 */
public interface NetworkAcls {
  /** The ACLs in force in these subnets, each whole, ordered by id. */
  List<NetworkAcl> ofSubnets(Set<String> subnets);

  /** Those of these ids that exist, ordered by id. */
  List<NetworkAcl> acls(Set<String> ids);

  /** The address blocks of each of these subnets. */
  Map<String, Set<Cidr>> blocks(Set<String> subnets);

  /** CreateNetworkAclEntry; AWS refuses it when the number is taken. */
  ApiAnswer create(String acl, AclEntry entry, Instant decidedAt);

  /** ReplaceNetworkAclEntry; AWS refuses it when there is no such number. */
  ApiAnswer replace(String acl, AclEntry entry, Instant decidedAt);

  /** DeleteNetworkAclEntry; AWS refuses it when there is no such number. */
  ApiAnswer delete(String acl, int number, Instant decidedAt);

  /** Why we are not allowed to create such an entry (asked with DryRun); empty when we are. */
  Optional<String> refusalToCreate(String acl, AclEntry entry);

  /** Why we are not allowed to replace it; empty when we are. */
  Optional<String> refusalToReplace(String acl, AclEntry entry);

  /** Why we are not allowed to delete it; empty when we are. */
  Optional<String> refusalToDelete(String acl, int number);
}
