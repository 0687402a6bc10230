package io.replicamedic.adapter.aws;

import io.replicamedic.isolation.AclEntry;
import io.replicamedic.isolation.Cidr;
import io.replicamedic.isolation.NetworkAcl;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.NetworkAcls;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.SubnetIpv6CidrBlockAssociation;

/** Network ACLs through the SDK: one client that repeats, for readings, and one that never does. */
final class Ec2Acls implements NetworkAcls {
  private static final String ACLS = "ec2:DescribeNetworkAcls";
  private static final String SUBNETS = "ec2:DescribeSubnets";
  private static final String CREATE = "ec2:CreateNetworkAclEntry";
  private static final String REPLACE = "ec2:ReplaceNetworkAclEntry";
  private static final String DELETE = "ec2:DeleteNetworkAclEntry";

  /** The API's most. */
  private static final int PAGE = 1000;

  /** Of an IPv6 block that a subnet does not have any more, or never got. */
  private static final Set<SubnetCidrBlockStateCode> GONE =
      Set.of(SubnetCidrBlockStateCode.DISASSOCIATED, SubnetCidrBlockStateCode.FAILED);

  private final Supplier<Ec2Client> reader;
  private final Supplier<Ec2Client> writer;

  Ec2Acls(Supplier<Ec2Client> reader, Supplier<Ec2Client> writer) {
    this.reader = reader;
    this.writer = writer;
  }

  /** A subnet without an ACL that we are told of must not pass for one that lets everything out. */
  @Override
  public List<NetworkAcl> ofSubnets(Set<String> subnets) {
    List<NetworkAcl> acls = describe("association.subnet-id", subnets);
    Set<String> covered = new HashSet<>();
    acls.forEach(acl -> covered.addAll(acl.subnets()));
    allTold(ACLS, subnets, covered);
    return acls;
  }

  @Override
  public List<NetworkAcl> acls(Set<String> ids) {
    return describe("network-acl-id", ids);
  }

  @Override
  public Map<String, Set<Cidr>> blocks(Set<String> subnets) {
    if (subnets.isEmpty()) {
      return Map.of();
    }
    List<Subnet> told =
        Calls.read(
            SUBNETS,
            () ->
                reader
                    .get()
                    .describeSubnetsPaginator(
                        all -> all.filters(Filters.in("subnet-id", subnets)).maxResults(PAGE))
                    .subnets()
                    .stream()
                    .toList());
    Map<String, Set<Cidr>> blocks = new HashMap<>();
    told.forEach(subnet -> blocks.put(subnet.subnetId(), blocks(subnet)));
    allTold(SUBNETS, subnets, blocks.keySet());
    return Map.copyOf(blocks);
  }

  @Override
  public ApiAnswer create(String acl, AclEntry entry, Instant decidedAt) {
    CreateNetworkAclEntryRequest request =
        AclEntries.creating(acl, entry).overrideConfiguration(SignedAsOf.ec2(decidedAt)).build();
    return Calls.write(
        () -> writer.get().createNetworkAclEntry(request).responseMetadata().requestId());
  }

  @Override
  public ApiAnswer replace(String acl, AclEntry entry, Instant decidedAt) {
    ReplaceNetworkAclEntryRequest request =
        AclEntries.replacing(acl, entry).overrideConfiguration(SignedAsOf.ec2(decidedAt)).build();
    return Calls.write(
        () -> writer.get().replaceNetworkAclEntry(request).responseMetadata().requestId());
  }

  @Override
  public ApiAnswer delete(String acl, int number, Instant decidedAt) {
    DeleteNetworkAclEntryRequest request =
        deleting(acl, number).overrideConfiguration(SignedAsOf.ec2(decidedAt)).build();
    return Calls.write(
        () -> writer.get().deleteNetworkAclEntry(request).responseMetadata().requestId());
  }

  @Override
  public Optional<String> refusalToCreate(String acl, AclEntry entry) {
    CreateNetworkAclEntryRequest request = AclEntries.creating(acl, entry).dryRun(true).build();
    return Calls.refusal(CREATE, () -> reader.get().createNetworkAclEntry(request));
  }

  @Override
  public Optional<String> refusalToReplace(String acl, AclEntry entry) {
    ReplaceNetworkAclEntryRequest request = AclEntries.replacing(acl, entry).dryRun(true).build();
    return Calls.refusal(REPLACE, () -> reader.get().replaceNetworkAclEntry(request));
  }

  @Override
  public Optional<String> refusalToDelete(String acl, int number) {
    DeleteNetworkAclEntryRequest request = deleting(acl, number).dryRun(true).build();
    return Calls.refusal(DELETE, () -> reader.get().deleteNetworkAclEntry(request));
  }

  private List<NetworkAcl> describe(String filter, Set<String> values) {
    if (values.isEmpty()) {
      return List.of(); // a filter without values would mean every ACL
    }
    Filter having = Filters.in(filter, values);
    List<software.amazon.awssdk.services.ec2.model.NetworkAcl> told =
        Calls.read(
            ACLS,
            () ->
                reader
                    .get()
                    .describeNetworkAclsPaginator(all -> all.filters(having).maxResults(PAGE))
                    .networkAcls()
                    .stream()
                    .toList());
    return told.stream().map(Ec2Acls::read).sorted(Comparator.comparing(NetworkAcl::id)).toList();
  }

  private static NetworkAcl read(software.amazon.awssdk.services.ec2.model.NetworkAcl told) {
    String id = told.networkAclId();
    return new NetworkAcl(
        id,
        told.associations().stream()
            .map(NetworkAclAssociation::subnetId)
            .collect(Collectors.toSet()),
        told.entries().stream()
            .filter(entry -> Boolean.TRUE.equals(entry.egress()))
            .map(entry -> read(id, entry))
            .sorted(Comparator.comparing(AclEntry::number))
            .toList());
  }

  private static AclEntry read(String acl, NetworkAclEntry told) {
    try {
      return AclEntries.entry(told);
    } catch (IllegalArgumentException e) {
      String why = "entry %s of %s cannot be read: %s";
      throw new CloudUnreadable(ACLS, "", why.formatted(told.ruleNumber(), acl, e.getMessage()), e);
    }
  }

  private static Set<Cidr> blocks(Subnet told) {
    Stream<String> ipv6 =
        told.ipv6CidrBlockAssociationSet().stream()
            .filter(
                each ->
                    each.ipv6CidrBlockState() == null
                        || !GONE.contains(each.ipv6CidrBlockState().state()))
            .map(SubnetIpv6CidrBlockAssociation::ipv6CidrBlock);
    try {
      return Stream.concat(Stream.ofNullable(told.cidrBlock()), ipv6)
          .map(Cidr::parse)
          .collect(Collectors.toUnmodifiableSet());
    } catch (IllegalArgumentException e) {
      String why = "subnet " + told.subnetId() + " cannot be read: " + e.getMessage();
      throw new CloudUnreadable(SUBNETS, "", why, e);
    }
  }

  private static void allTold(String action, Set<String> asked, Collection<String> told) {
    Set<String> missing = new TreeSet<>(asked);
    missing.removeAll(told);
    if (!missing.isEmpty()) {
      throw Calls.unclear(action, "nothing is told of " + missing);
    }
  }

  private static DeleteNetworkAclEntryRequest.Builder deleting(String acl, int number) {
    return DeleteNetworkAclEntryRequest.builder().networkAclId(acl).egress(true).ruleNumber(number);
  }
}
