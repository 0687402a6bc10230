package io.replicamedic.adapter.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.replicamedic.isolation.Cidr;
import io.replicamedic.isolation.Peer;
import io.replicamedic.isolation.Permission;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What EC2 may tell and neither cloud of the contract does. */
class RulesTest {
  private static final Peer TEN = new Peer.Ipv4(Cidr.parse("10.0.0.0/8"));

  @Test
  void ports_that_are_not_told_are_none() {
    assertThat(Rules.rule(told().cidrIpv4("10.0.0.0/8").build()).permission())
        .isEqualTo(new Permission("50", -1, -1, TEN));
  }

  @Test
  void a_prefix_list_is_read_and_asked_for() {
    Permission read = Rules.rule(told().prefixListId("pl-1").build()).permission();
    assertThat(read.peer()).isEqualTo(new Peer.PrefixList("pl-1"));
    IpPermission asked = Rules.permission(read, "why");
    assertThat(asked.prefixListIds().getFirst().prefixListId()).isEqualTo("pl-1");
    assertThat(asked.prefixListIds().getFirst().description()).isEqualTo("why");
  }

  @Test
  void another_accounts_group_is_asked_for_with_its_account() {
    SecurityGroupRule told =
        told()
            .groupOwnerId("111122223333")
            .referencedGroupInfo(group -> group.groupId("sg-2").userId("444455556666"))
            .build();
    Permission read = Rules.rule(told).permission();
    assertThat(read.peer()).isEqualTo(new Peer.Group("444455556666/sg-2"));
    IpPermission asked = Rules.permission(read, "");
    assertThat(asked.userIdGroupPairs().getFirst().userId()).isEqualTo("444455556666");
    assertThat(asked.userIdGroupPairs().getFirst().groupId()).isEqualTo("sg-2");
  }

  @Test
  void our_own_accounts_group_needs_none() {
    SecurityGroupRule told =
        told()
            .groupOwnerId("111122223333")
            .referencedGroupInfo(group -> group.groupId("sg-2").userId("111122223333"))
            .build();
    Permission read = Rules.rule(told).permission();
    assertThat(read.peer()).isEqualTo(new Peer.Group("sg-2"));
    assertThat(Rules.permission(read, "").userIdGroupPairs().getFirst().userId()).isNull();
  }

  @Test
  void every_protocol_has_no_ports_and_icmp_has_always_some() {
    IpPermission all = Rules.permission(new Permission("-1", -1, -1, TEN), "");
    assertThat(all.fromPort()).isNull();
    assertThat(all.toPort()).isNull();
    IpPermission icmp = Rules.permission(new Permission("icmp", -1, -1, TEN), "");
    assertThat(icmp.fromPort()).isEqualTo(-1);
    assertThat(icmp.toPort()).isEqualTo(-1);
  }

  @Test
  void a_rule_that_names_no_place_is_not_read() {
    assertThatIllegalArgumentException().isThrownBy(() -> Rules.rule(told().build()));
  }

  @Test
  void a_tag_without_a_value_is_kept() {
    SecurityGroupRule told =
        told().prefixListId("pl-1").tags(Tag.builder().key("owner").build()).build();
    assertThat(Rules.rule(told).tags()).isEqualTo(Map.of("owner", ""));
  }

  private static SecurityGroupRule.Builder told() {
    return SecurityGroupRule.builder()
        .securityGroupRuleId("sgr-1")
        .groupId("sg-1")
        .isEgress(true)
        .ipProtocol("50");
  }
}
