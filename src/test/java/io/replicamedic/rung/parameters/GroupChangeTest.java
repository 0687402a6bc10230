package io.replicamedic.rung.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.durability.ParameterGroup;
import io.replicamedic.durability.Remedy;
import io.replicamedic.outside.AwsAccount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupChangeTest {
  private static final Remedy SYNC = new Remedy("sync_binlog", "sync_binlog", "1");
  private static final Remedy READ_ONLY = new Remedy("read_only", "read_only", "1");

  // It is ON on the group's replicas and OFF on its sources: sent as 1, all would be read-only.
  @Test
  void a_formula_never_says_a_value() {
    assertThat(change("orders-params", READ_ONLY, "{TrueIfReplica}", "OFF").needed()).isTrue();
    Remedy formula = new Remedy("read_only", "read_only", "{TrueIfReplica}");
    assertThat(change("orders-params", formula, "{trueifreplica}", "ON").needed()).isFalse();
    assertThat(change("orders-params", READ_ONLY, "ON", "OFF").needed()).isFalse();
  }

  @Test
  void what_a_group_says_and_the_server_does_not_run_may_be_sent_once_more() {
    assertThat(change("orders-params", SYNC, "1", "0").mayBeSent("0")).isTrue();
    assertThat(change("orders-params", SYNC, "1", "1").mayBeSent("1")).isFalse();
    assertThat(change("orders-params", SYNC, "100", "1").mayBeSent("1")).isTrue();
    assertThat(change("default.mysql8.0", SYNC, "100", "0").mayBeSent("0")).isFalse();
  }

  @Test
  void the_way_back_is_one_that_a_shell_and_the_cli_read_as_it_is_meant() {
    assertThat(back("100"))
        .endsWith("ParameterName=sync_binlog,ParameterValue=100,ApplyMethod=immediate");
    assertThat(back("1062,1032"))
        .endsWith(
            "--parameters '[{\"ParameterName\":\"sync_binlog\",\"ParameterValue\":\"1062,1032\","
                + "\"ApplyMethod\":\"immediate\"}]'");
    assertThat(back("{x('\"')}"))
        .endsWith("\"{x('\\''\\\"'\\'')}\",\"ApplyMethod\":\"immediate\"}]'");
  }

  private static String back(String was) {
    GroupChange change = change("orders-params", SYNC, was, "0");
    return Reversal.commands(AwsAccount.OWN, List.of(change)).getFirst();
  }

  private static GroupChange change(String name, Remedy remedy, String says, String runs) {
    ParameterGroup group =
        new ParameterGroup(
            name,
            ParameterGroup.Scope.INSTANCE,
            "mysql8.0",
            "in-sync",
            Map.of(
                remedy.parameter(),
                new ParameterGroup.Value(Optional.of(says), "user", true, true)));
    return GroupChange.of(group, remedy, runs);
  }
}
