package io.replicamedic.adapter.aws;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replicamedic.isolation.Cidr;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.ManagedPrefixList;
import io.replicamedic.isolation.Peer;
import io.replicamedic.isolation.Permission;
import io.replicamedic.lab.Cloud;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.ApiAnswer.Accepted;
import io.replicamedic.outside.ApiAnswer.Refused;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.NetworkInterface;
import io.replicamedic.outside.VpcNetwork;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What we rely on in EC2; run on every cloud that stands in for it. Each rule has its own group.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class VpcNetworkContract {
  private static final Permission EVERYWHERE = everything("0.0.0.0/0");
  private static final Map<String, String> TAGS = Map.of("team", "dba", "ticket", "OPS-7");
  private static final String NOWHERE = "sg-0123456789abcdef0";
  private static final String NO_RULE = "sgr-0123456789abcdef0";

  abstract Cloud cloud();

  abstract VpcNetwork network();

  /** AWS's code for the revocation of a rule id that the group does not have. */
  String codeOfUnknownRule() {
    return "InvalidSecurityGroupRuleId.NotFound";
  }

  /** How a rule names another group of the same account. */
  String groupAsTold(String id) {
    return id;
  }

  @Test
  void rules_are_read_whole() {
    String group = group();
    String wide = cloud().egress(group, "-1", -1, -1, "0.0.0.0/0", "out", TAGS);
    String narrow = cloud().egress(group, "tcp", 3306, 3307, "10.1.0.0/16", "", Map.of());
    assertThat(rules(group))
        .containsExactlyInAnyOrder(
            new EgressRule(wide, group, EVERYWHERE, "out", TAGS),
            new EgressRule(narrow, group, tcp(3306, 3307, "10.1.0.0/16"), "", Map.of()));
  }

  @Test
  void rules_come_ordered_by_group_and_id() {
    List<String> groups = List.of(group(), group(), group());
    for (String group : groups) {
      accepted(group, List.of(tcp(1, 1, "10.0.0.1/32"), tcp(2, 2, "10.0.0.2/32")));
    }
    List<EgressRule> rules = network().egressRules(Set.copyOf(groups));
    assertThat(rules).hasSize(6);
    assertThat(rules).extracting(rule -> rule.group() + " " + rule.id()).isSorted();
  }

  @Test
  void a_group_without_egress_has_no_rules() {
    assertThat(rules(group())).isEmpty();
  }

  @Test
  void the_rules_of_no_group_are_none() {
    accepted(group(), List.of(EVERYWHERE));
    assertThat(network().egressRules(Set.of())).isEmpty();
    assertThat(network().interfacesWith(Set.of())).isEmpty();
  }

  @Test
  void a_group_that_is_not_there_is_unreadable_and_not_without_rules() {
    String real = group();
    accepted(real, List.of(EVERYWHERE));
    assertThatExceptionOfType(CloudUnreadable.class)
        .isThrownBy(() -> network().egressRules(Set.of(real, NOWHERE)))
        .satisfies(e -> assertThat(e.code()).isEqualTo("InvalidGroup.NotFound"))
        .withMessageContaining(NOWHERE);
  }

  @Test
  void every_page_is_read() {
    String group = group();
    List<Permission> many =
        IntStream.rangeClosed(1, 23).mapToObj(port -> tcp(port, port, "10.0.0.0/8")).toList();
    accepted(group, many);
    assertThat(rules(group))
        .extracting(EgressRule::permission)
        .containsExactlyInAnyOrderElementsOf(many);
  }

  @Test
  void what_is_authorised_is_there_with_description_and_tags() {
    String group = group();
    ApiAnswer answer =
        network()
            .authorizeEgress(
                group, List.of(tcp(3306, 3306, "10.0.0.0/8"), EVERYWHERE), "replica-medic", TAGS);
    assertThat(answer).isInstanceOf(Accepted.class);
    assertThat(((Accepted) answer).requestId()).isNotBlank();
    assertThat(rules(group)).hasSize(2);
    assertThat(rules(group))
        .allSatisfy(
            rule -> {
              assertThat(rule.description()).isEqualTo("replica-medic");
              assertThat(rule.tags()).isEqualTo(TAGS);
            });
  }

  @Test
  void icmp_types_and_codes_survive() {
    String group = group();
    List<Permission> icmp =
        List.of(
            new Permission("icmp", -1, -1, ipv4("10.0.0.0/8")),
            new Permission("icmp", 8, -1, ipv4("10.0.0.0/9")));
    accepted(group, icmp);
    assertThat(rules(group))
        .extracting(EgressRule::permission)
        .containsExactlyInAnyOrderElementsOf(icmp);
  }

  @Test
  void another_group_and_an_ipv6_block_survive() {
    String group = group();
    String other = group();
    Permission ipv6 = new Permission("-1", -1, -1, new Peer.Ipv6(Cidr.parse("::/0")));
    Permission toOther = new Permission("tcp", 3306, 3306, new Peer.Group(other));
    accepted(group, List.of(ipv6, toOther));
    assertThat(rules(group))
        .extracting(EgressRule::permission)
        .containsExactlyInAnyOrder(ipv6, toOther.to(new Peer.Group(groupAsTold(other))));
  }

  @Test
  void what_was_read_can_be_given_back_wherever_it_lets_traffic_go() {
    String group = group();
    Permission toOther = new Permission("tcp", 3306, 3306, new Peer.Group(group()));
    accepted(
        group, List.of(toOther, new Permission("-1", -1, -1, new Peer.Ipv6(Cidr.parse("::/0")))));
    List<EgressRule> before = rules(group);
    network().revokeEgress(group, before.stream().map(EgressRule::id).toList());
    assertThat(rules(group)).isEmpty();
    List<Permission> permissions = before.stream().map(EgressRule::permission).toList();
    accepted(group, permissions);
    assertThat(rules(group))
        .extracting(EgressRule::permission)
        .containsExactlyInAnyOrderElementsOf(permissions);
  }

  @Test
  void the_same_permission_twice_is_refused_whatever_its_description() {
    String group = group();
    accepted(group, List.of(EVERYWHERE));
    Refused refused = refused(authorize(group, EVERYWHERE, "another"));
    assertThat(refused.code()).isEqualTo("InvalidPermission.Duplicate");
    assertThat(refused.message()).isNotBlank();
    assertThat(rules(group)).hasSize(1);
  }

  @Test
  void more_rules_than_the_quota_are_refused() {
    String group = group();
    accepted(
        group,
        IntStream.rangeClosed(1, 60).mapToObj(port -> tcp(port, port, "10.0.0.0/8")).toList());
    assertThat(refused(authorize(group, EVERYWHERE, "")).code())
        .isEqualTo("RulesPerSecurityGroupLimitExceeded");
    assertThat(rules(group)).hasSize(60);
  }

  @Test
  void authorising_in_a_group_that_is_not_there_is_refused() {
    assertThat(refused(authorize(NOWHERE, EVERYWHERE, "")).code())
        .isEqualTo("InvalidGroup.NotFound");
  }

  @Test
  void a_rule_goes_by_its_id_and_no_other_does() {
    String group = group();
    accepted(group, List.of(tcp(1, 1, "10.0.0.0/8"), tcp(2, 2, "10.0.0.0/8")));
    EgressRule gone = rules(group).getFirst();
    EgressRule kept = rules(group).getLast();
    assertThat(network().revokeEgress(group, List.of(gone.id()))).isInstanceOf(Accepted.class);
    assertThat(rules(group)).containsExactly(kept);
  }

  @Test
  void revoking_what_is_gone_is_refused() {
    assertThat(refused(network().revokeEgress(group(), List.of(NO_RULE))).code())
        .isEqualTo(codeOfUnknownRule());
  }

  @Test
  void a_revocation_that_names_one_gone_rule_takes_none() {
    String group = group();
    accepted(group, List.of(EVERYWHERE));
    String there = rules(group).getFirst().id();
    refused(network().revokeEgress(group, List.of(there, NO_RULE)));
    assertThat(rules(group)).extracting(EgressRule::id).containsExactly(there);
  }

  @Test
  void a_rule_given_back_says_the_same_under_a_new_id() {
    String group = group();
    cloud().egress(group, "-1", -1, -1, "0.0.0.0/0", "out", TAGS);
    EgressRule original = rules(group).getFirst();
    network().revokeEgress(group, List.of(original.id()));
    network()
        .authorizeEgress(
            group, List.of(original.permission()), original.description(), original.tags());
    EgressRule restored = rules(group).getFirst();
    assertThat(restored.sameContent(original)).isTrue();
    assertThat(restored.id()).isNotEqualTo(original.id());
  }

  @Test
  void a_dry_run_that_is_permitted_changes_nothing() {
    String group = group();
    accepted(group, List.of(EVERYWHERE));
    List<EgressRule> before = rules(group);
    assertThat(
            network()
                .refusalToAuthorize(group, List.of(tcp(1, 1, "10.0.0.0/8")), "replica-medic", TAGS))
        .isEmpty();
    assertThat(network().refusalToRevoke(group, List.of(before.getFirst().id()))).isEmpty();
    assertThat(rules(group)).isEqualTo(before);
  }

  @Test
  void every_interface_that_has_one_of_the_groups_is_told_with_all_of_its_groups() {
    String ours = group();
    String others = group();
    String database = cloud().networkInterface("RDSNetworkInterface", "10.0.0.10", List.of(ours));
    String shared = cloud().networkInterface("web", "10.0.0.11", List.of(ours, others));
    cloud().networkInterface("elsewhere", "10.0.0.12", List.of(others));
    assertThat(network().interfacesWith(Set.of(ours)))
        .containsExactlyInAnyOrder(
            new NetworkInterface(
                database,
                "RDSNetworkInterface",
                cloud().vpc(),
                cloud().subnet(),
                Set.of("10.0.0.10"),
                Set.of(ours)),
            new NetworkInterface(
                shared,
                "web",
                cloud().vpc(),
                cloud().subnet(),
                Set.of("10.0.0.11"),
                Set.of(ours, others)));
  }

  @Test
  void every_address_of_an_interface_is_told() {
    String group = group();
    Set<String> addresses = Set.of("10.0.2.10", "10.0.2.11", "2001:db8::10");
    cloud()
        .networkInterface(
            "two-faced",
            cloud().subnet(),
            List.of("10.0.2.10", "10.0.2.11", "2001:db8::10"),
            List.of(group));
    assertThat(network().interfacesWith(Set.of(group)))
        .extracting(NetworkInterface::addresses)
        .containsExactly(addresses);
  }

  @Test
  void a_prefix_list_is_told_with_every_entry() {
    List<String> blocks =
        IntStream.rangeClosed(1, 13).mapToObj(i -> "10.8." + i + ".0/24").toList();
    String list = cloud().prefixList("offices", 20, blocks);
    String other = cloud().prefixList("others", 3, List.of("2001:db8:7::/48"));
    assertThat(network().prefixLists(Set.of(list, other, "pl-0123456789abcdef0")))
        .containsExactlyInAnyOrder(
            new ManagedPrefixList(list, 20, blocks.stream().map(Cidr::parse).sorted().toList()),
            new ManagedPrefixList(other, 3, List.of(Cidr.parse("2001:db8:7::/48"))));
    assertThat(network().prefixLists(Set.of())).isEmpty();
  }

  @Test
  void a_rule_to_a_prefix_list_survives() {
    String group = group();
    String list = cloud().prefixList("offices", 20, List.of("10.8.0.0/16"));
    Permission toList = new Permission("tcp", 3306, 3306, new Peer.PrefixList(list));
    accepted(group, List.of(toList));
    assertThat(rules(group)).extracting(EgressRule::permission).containsExactly(toList);
  }

  @Test
  void every_page_of_interfaces_is_read() {
    String group = group();
    Map<String, String> made =
        IntStream.rangeClosed(1, 13)
            .mapToObj(i -> "10.0.1." + i)
            .collect(
                toMap(
                    address -> cloud().networkInterface(address, address, List.of(group)),
                    address -> address));
    assertThat(network().interfacesWith(Set.of(group)))
        .extracting(NetworkInterface::id)
        .containsExactlyInAnyOrderElementsOf(made.keySet())
        .isSorted();
  }

  String group() {
    return cloud().group("contract-" + UUID.randomUUID());
  }

  List<EgressRule> rules(String group) {
    return network().egressRules(Set.of(group));
  }

  private ApiAnswer authorize(String group, Permission permission, String description) {
    return network().authorizeEgress(group, List.of(permission), description, Map.of());
  }

  private void accepted(String group, List<Permission> permissions) {
    assertThat(network().authorizeEgress(group, permissions, "", Map.of()))
        .isInstanceOf(Accepted.class);
  }

  private static Refused refused(ApiAnswer answer) {
    assertThat(answer).isInstanceOf(Refused.class);
    return (Refused) answer;
  }

  private static Permission everything(String cidr) {
    return new Permission(Permission.ALL, -1, -1, ipv4(cidr));
  }

  private static Permission tcp(int from, int to, String cidr) {
    return new Permission("tcp", from, to, ipv4(cidr));
  }

  private static Peer ipv4(String cidr) {
    return new Peer.Ipv4(Cidr.parse(cidr));
  }
}
