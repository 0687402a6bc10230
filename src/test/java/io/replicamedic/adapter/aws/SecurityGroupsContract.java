package io.replicamedic.adapter.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.replicamedic.isolation.Cidr;
import io.replicamedic.isolation.Peer;
import io.replicamedic.isolation.Permission;
import io.replicamedic.lab.Cloud;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.ApiAnswer.Accepted;
import io.replicamedic.outside.ApiAnswer.Refused;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.SecurityGroups;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What we rely on in EC2's security groups as wholes; run on every cloud that stands in for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SecurityGroupsContract {
  private static final String NOWHERE = "sg-0123456789abcdef0";

  abstract Cloud cloud();

  abstract SecurityGroups groups();

  /** How a rule names another group of the same account. */
  String groupAsTold(String id) {
    return id;
  }

  @Test
  void a_group_that_is_made_has_the_name_and_lets_everything_out() {
    String name = name();
    assertThat(groups().named(cloud().vpc(), name)).isEmpty();
    accepted(groups().create(cloud().vpc(), name, "of a cut"));
    String made = groups().named(cloud().vpc(), name).orElseThrow();
    assertThat(groups().names(Set.of(made, NOWHERE))).isEqualTo(Map.of(made, name));
    assertThat(cloud().egressRules(List.of(made)))
        .extracting(Cloud.Rule::protocol, Cloud.Rule::cidr)
        .containsExactly(tuple("-1", "0.0.0.0/0"));
    assertThat(groups().ingress(made)).isEmpty();
  }

  @Test
  void a_name_is_taken_once() {
    String name = name();
    accepted(groups().create(cloud().vpc(), name, "one"));
    assertThat(refused(groups().create(cloud().vpc(), name, "two")).code())
        .isEqualTo("InvalidGroup.Duplicate");
  }

  @Test
  void names_with_wildcards_are_names() {
    assertThat(groups().named(cloud().vpc(), "*")).isEmpty();
  }

  @Test
  void nothing_is_asked_of_no_group() {
    assertThat(groups().names(Set.of())).isEmpty();
    assertThat(groups().referringTo(Set.of())).isEmpty();
  }

  @Test
  void ingress_is_read_whole_and_can_be_given_to_another_group() {
    String group = group();
    String friend = group();
    cloud().egress(group, "-1", -1, -1, "0.0.0.0/0", "", Map.of());
    IntStream.rangeClosed(1, 7)
        .forEach(port -> cloud().ingress(group, "tcp", port, port, "10.0.0.0/8"));
    cloud().ingress(group, "tcp", 3306, 3306, friend);
    Set<Permission> ingress = groups().ingress(group);
    assertThat(ingress)
        .hasSize(8)
        .contains(
            tcp(7, new Peer.Ipv4(Cidr.parse("10.0.0.0/8"))),
            tcp(3306, new Peer.Group(groupAsTold(friend))));
    String copy = group();
    accepted(groups().authorizeIngress(copy, List.copyOf(ingress)));
    assertThat(groups().ingress(copy)).isEqualTo(ingress);
    assertThat(cloud().egressRules(List.of(copy))).isEmpty();
  }

  @Test
  void the_ingress_of_a_group_that_is_not_there_is_unreadable() {
    assertThatExceptionOfType(CloudUnreadable.class)
        .isThrownBy(() -> groups().ingress(NOWHERE))
        .satisfies(e -> assertThat(e.noSuchGroup()).isTrue());
  }

  @Test
  void whoever_refers_to_a_group_in_or_out_is_told() {
    String group = group();
    String from = group();
    String to = group();
    group();
    cloud().ingress(from, "tcp", 3306, 3306, group);
    cloud().egress(to, "tcp", 3306, 3306, group, "", Map.of());
    assertThat(groups().referringTo(Set.of(group))).containsExactlyInAnyOrder(from, to).isSorted();
  }

  @Test
  void a_group_that_nobody_has_is_deleted_once() {
    String group = group();
    accepted(groups().delete(group));
    assertThat(groups().names(Set.of(group))).isEmpty();
    assertThat(refused(groups().delete(group)).code()).isEqualTo("InvalidGroup.NotFound");
  }

  @Test
  void a_group_that_an_interface_or_a_database_has_is_not_deleted() {
    String worn = group();
    cloud().networkInterface("web", "10.0.0.30", List.of(worn));
    assertThat(refused(groups().delete(worn)).code()).isEqualTo("DependencyViolation");
    String ofDatabase = group();
    cloud().instance(name(), List.of(ofDatabase));
    assertThat(refused(groups().delete(ofDatabase)).code()).isEqualTo("DependencyViolation");
  }

  @Test
  void a_group_that_others_refer_to_is_not_deleted() {
    String group = group();
    cloud().ingress(group, "tcp", 1, 1, group); // its own rule is no hindrance
    String friend = group();
    cloud().ingress(friend, "tcp", 3306, 3306, group);
    assertThat(refused(groups().delete(group)).code()).isEqualTo("DependencyViolation");
    accepted(groups().delete(friend));
    accepted(groups().delete(group));
  }

  @Test
  void a_dry_run_that_is_permitted_makes_nothing() {
    String name = name();
    assertThat(groups().refusalToCreate(cloud().vpc(), name, "of a cut")).isEmpty();
    assertThat(groups().named(cloud().vpc(), name)).isEmpty();
  }

  private String group() {
    return cloud().group(name());
  }

  private static String name() {
    return "contract-" + UUID.randomUUID();
  }

  private static void accepted(ApiAnswer answer) {
    assertThat(answer).isInstanceOf(Accepted.class);
    assertThat(((Accepted) answer).requestId()).isNotBlank();
  }

  private static Refused refused(ApiAnswer answer) {
    assertThat(answer).isInstanceOf(Refused.class);
    return (Refused) answer;
  }

  private static Permission tcp(int port, Peer from) {
    return new Permission("tcp", port, port, from);
  }
}
