package io.replicamedic.packets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.replicamedic.lab.Cloud;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AWS's rules as nftables has them; runs where there are no packets to try it on, too. */
class RulesetTest {
  private static Cloud.Rule rule(String protocol, int from, int to, String target) {
    return new Cloud.Rule("sgr-1", "sg-1", protocol, from, to, target, "", Map.of());
  }

  private static Cloud.Entry entry(int number, String action) {
    return new Cloud.Entry(number, "6", 3306, 3306, "10.0.0.1/32", action);
  }

  @Test
  void tracked_connections_come_before_every_rule_of_a_group_and_whatever_is_left_is_dropped() {
    assertThat(Ruleset.of(List.of(rule("tcp", 1, 2, "10.0.0.0/8")), List.of()))
        .contains(
            """
              chain groups {
                type filter hook output priority filter; policy drop;
                ct state established,related accept
                ip daddr 10.0.0.0/8 meta l4proto tcp th dport 1-2 accept
              }
            """);
  }

  @Test
  void entries_come_by_number_before_connections_are_tracked_and_the_last_one_drops() {
    assertThat(Ruleset.of(List.of(), List.of(entry(100, "allow"), entry(90, "deny"))))
        .contains(
            """
              chain acl {
                type filter hook output priority raw; policy accept;
                ip daddr 10.0.0.1/32 meta l4proto tcp th dport 3306-3306 drop
                ip daddr 10.0.0.1/32 meta l4proto tcp th dport 3306-3306 accept
                drop
              }
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, -1, -1, 0.0.0.0/0, ip daddr 0.0.0.0/0 accept",
    "udp, 53, 53, ::/0, ip6 daddr ::/0 meta l4proto udp th dport 53-53 accept",
    "tcp, -1, -1, 10.0.0.0/8, ip daddr 10.0.0.0/8 meta l4proto tcp accept",
    "icmp, -1, -1, 10.0.0.0/8, ip daddr 10.0.0.0/8 meta l4proto icmp accept",
    "icmp, 8, 0, 10.0.0.0/8, ip daddr 10.0.0.0/8 meta l4proto icmp icmp type 8 icmp code 0 accept",
    "47, -1, -1, 10.0.0.0/8, ip daddr 10.0.0.0/8 meta l4proto 47 accept"
  })
  void a_rule_is_said_word_for_word(
      String protocol, int from, int to, String block, String expected) {
    assertThat(Ruleset.of(List.of(rule(protocol, from, to, block)), List.of()).lines())
        .contains("    " + expected);
  }

  @Test
  void what_it_cannot_say_it_refuses() {
    List<Cloud.Rule> toAList = List.of(rule("tcp", 1, 2, "pl-1"));
    assertThatIllegalArgumentException().isThrownBy(() -> Ruleset.of(toAList, List.of()));
    List<Cloud.Entry> odd = List.of(entry(1, "perhaps"));
    assertThatIllegalArgumentException().isThrownBy(() -> Ruleset.of(List.of(), odd));
  }
}
