package io.replicamedic.adapter.aws;

import io.replicamedic.isolation.Permission;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.SecurityGroups;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * Whole security groups through the SDK: a client that repeats reads, one that never does writes.
 */
final class Ec2Groups implements SecurityGroups {
  private final Supplier<Ec2Client> reader;
  private final Supplier<Ec2Client> writer;
  private final GroupRules groups;

  Ec2Groups(Supplier<Ec2Client> reader, Supplier<Ec2Client> writer) {
    this.reader = reader;
    this.writer = writer;
    this.groups = new GroupRules(reader);
  }

  @Override
  public Optional<String> named(String vpc, String name) {
    List<String> told =
        groups.groups(Filters.is("vpc-id", vpc), Filters.is("group-name", name)).stream()
            .filter(group -> name.equals(group.groupName())) // a filter takes * and ? for wildcards
            .map(SecurityGroup::groupId)
            .toList();
    if (told.size() > 1) {
      throw Calls.unclear("ec2:DescribeSecurityGroups", told + " are all named " + name);
    }
    return told.stream().findFirst();
  }

  @Override
  public Map<String, String> namedLike(String vpc, String prefix) {
    return groups.groups(Filters.is("vpc-id", vpc), Filters.is("group-name", prefix + "*")).stream()
        .filter(group -> Calls.text(group.groupName()).startsWith(prefix))
        .collect(Collectors.toMap(SecurityGroup::groupId, group -> Calls.text(group.groupName())));
  }

  @Override
  public Map<String, String> names(Set<String> ids) {
    return having("group-id", ids)
        .collect(Collectors.toMap(SecurityGroup::groupId, group -> Calls.text(group.groupName())));
  }

  /**
   * What is told of no one rule is not guessed.
   *
   * @throws CloudUnreadable also when the group does not exist
   */
  @Override
  public Set<Permission> ingress(String group) {
    return groups.of(Set.of(group)).stream()
        .filter(rule -> Boolean.FALSE.equals(rule.isEgress()))
        .map(rule -> GroupRules.read(rule, Rules::permission))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public List<String> referringTo(Set<String> ids) {
    return Stream.of("ip-permission.group-id", "egress.ip-permission.group-id")
        .flatMap(filter -> having(filter, ids))
        .map(SecurityGroup::groupId)
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public ApiAnswer create(String vpc, String name, String description) {
    CreateSecurityGroupRequest request = creating(vpc, name, description).build();
    return Calls.write(
        () -> writer.get().createSecurityGroup(request).responseMetadata().requestId());
  }

  @Override
  public ApiAnswer authorizeIngress(String group, List<Permission> permissions) {
    return Calls.write(
        () ->
            writer
                .get()
                .authorizeSecurityGroupIngress(
                    in ->
                        in.groupId(group)
                            .ipPermissions(
                                permissions.stream()
                                    .map(each -> Rules.permission(each, ""))
                                    .toList()))
                .responseMetadata()
                .requestId());
  }

  @Override
  public ApiAnswer delete(String group) {
    return Calls.write(
        () ->
            writer
                .get()
                .deleteSecurityGroup(gone -> gone.groupId(group))
                .responseMetadata()
                .requestId());
  }

  @Override
  public Optional<String> refusalToDelete(String group) {
    return Calls.refusal(
        "ec2:DeleteSecurityGroup",
        () -> reader.get().deleteSecurityGroup(gone -> gone.groupId(group).dryRun(true)));
  }

  @Override
  public Optional<String> refusalToCreate(String vpc, String name, String description) {
    CreateSecurityGroupRequest request = creating(vpc, name, description).dryRun(true).build();
    return Calls.refusal(
        "ec2:CreateSecurityGroup", () -> reader.get().createSecurityGroup(request));
  }

  private Stream<SecurityGroup> having(String filter, Set<String> values) {
    return values.isEmpty() // a filter without values would mean every group
        ? Stream.of()
        : groups.groups(Filters.in(filter, values)).stream();
  }

  private static CreateSecurityGroupRequest.Builder creating(
      String vpc, String name, String description) {
    return CreateSecurityGroupRequest.builder().vpcId(vpc).groupName(name).description(description);
  }
}
