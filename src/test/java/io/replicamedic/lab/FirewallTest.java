package io.replicamedic.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lab's replica gets out as its egress rules say, and nothing else is touched. */
class FirewallTest {
  private static final LabSettings WITH_CLOUD = LabSettings.ghost().withCloud(CloudKind.ENDPOINT);

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_flow_survives_its_rule_and_a_new_connection_does_not() throws Exception {
    try (Lab lab = Lab.open(WITH_CLOUD)) {
      revoke(lab);
      long before = lab.writer().acknowledged();
      Await.until("more commits", Lab.DEADLINE, () -> lab.writer().acknowledged() >= before + 20);
      lab.awaitExecuted(lab.sourceGtidExecuted());
      assertThat(lab.replicaStatus("Replica_IO_Running")).isEqualTo("Yes");
      assertThat(lab.firewall().stopped()).isZero();

      lab.gateway().oldAddress().drop();
      lab.awaitThreads("Connecting", "Yes");
      Await.until("three attempts", Lab.DEADLINE, () -> lab.firewall().stopped() >= 3);
      lab.appSession().close(); // the tests' and the application's ways are open
      assertThat(lab.gateway().oldAddress().mode()).isEqualTo(Door.Mode.FORWARD);

      giveBack(lab);
      lab.awaitThreads("Yes", "Yes");
      assertThat(lab.differences(Lab.DEADLINE)).isEmpty();
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void an_uncovered_connection_can_hear_nothing_instead() throws Exception {
    try (Lab lab = Lab.open(WITH_CLOUD.withUncovered(Uncovered.SILENT))) {
      revoke(lab);
      lab.gateway().oldAddress().drop();
      Await.until(
          "error 2013 after a silence, not only after the drop",
          Lab.DEADLINE,
          () -> lab.firewall().stopped() > 1 && "2013".equals(lab.replicaStatus("Last_IO_Errno")));
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void another_address_is_reached_while_one_is_cut() throws Exception {
    try (Lab lab = Lab.open(WITH_CLOUD)) {
      Door reached = lab.gateway().newAddress();
      lab.cloud()
          .egress(
              lab.groups().getFirst(),
              "tcp",
              reached.port(),
              reached.port(),
              reached.host() + "/32",
              "",
              Map.of());
      revoke(lab);
      lab.gateway().oldAddress().drop();
      lab.awaitThreads("Connecting", "Yes");
      connectTo(lab, reached);
      lab.awaitThreads("Yes", "Yes");
      connectTo(lab, lab.gateway().oldAddress());
      lab.awaitThreads("Connecting", "Yes");
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_covered_connection_meets_the_mode_of_the_door() throws Exception {
    try (Lab lab = Lab.open(WITH_CLOUD)) {
      lab.trouble().ghost();
      lab.awaitThreads("Connecting", "No");
      assertThat(lab.firewall().stopped()).isZero();
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void nobody_else_is_filtered() throws Exception {
    try (Lab lab = Lab.open(WITH_CLOUD)) {
      revoke(lab);
      Door door = lab.gateway().oldAddress();
      try (var socket = new Socket(door.host(), door.port())) {
        socket.setSoTimeout(5000);
        assertThat(socket.getInputStream().read()).isPositive(); // the source greets first
      }
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void nobody_is_filtered_while_the_replica_is_down() throws Exception {
    try (Lab lab = Lab.open(WITH_CLOUD)) {
      revoke(lab);
      lab.replica().kill9();
      Door door = lab.gateway().oldAddress();
      try (var socket = new Socket(InetAddress.ofLiteral(door.host()), door.port())) {
        socket.setSoTimeout(5000);
        assertThat(socket.getInputStream().read()).isPositive();
      }
      assertThat(lab.firewall().failures()).isEmpty();
      lab.replica().startAgain();
      try (Session root = lab.replica().session()) {
        root.run("START REPLICA FOR CHANNEL ''");
      }
      Await.until("the new process is stopped", Lab.DEADLINE, () -> lab.firewall().stopped() > 0);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_receiver_with_few_attempts_gives_up_when_it_is_cut() throws Exception {
    try (Lab lab = Lab.open(WITH_CLOUD.withRetries(Retries.FEW))) {
      revoke(lab);
      lab.gateway().oldAddress().drop();
      lab.awaitThreads("No", "Yes");
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_cloud_that_cannot_be_asked_fails_the_test() {
    Lab lab = Lab.open(WITH_CLOUD);
    lab.cloud().close();
    lab.gateway().oldAddress().drop();
    Await.until("a failure", Lab.DEADLINE, () -> !lab.firewall().failures().isEmpty());
    assertThatThrownBy(lab::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("decide");
    assertThat(lab.replica().isRunning()).isFalse();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void the_rules_of_the_opening_are_kept() {
    try (Lab lab = Lab.open(WITH_CLOUD)) {
      assertThat(lab.egress()).isEqualTo(lab.egressBefore());
      Cloud.Rule rule = lab.egressBefore().getFirst();
      assertThat(lab.egressBefore()).hasSize(1);
      assertThat(rule.description()).isEqualTo("all out");
      assertThat(rule.tags()).isEqualTo(Map.of("owner", "network-team", "ticket", "NET-7"));
      lab.endpoint().revokeByOthers(rule.id());
      assertThat(lab.egress()).isEmpty();
      assertThat(lab.egressBefore()).containsExactly(rule);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-1,  -1,   -1,   0.0.0.0/0,       true",
    "tcp, 3306, 3306, 127.0.0.2/32,    true",
    "6,   3306, 3306, 127.0.0.2/32,    true",
    "tcp, 3000, 4000, 127.0.0.0/30,    true",
    "tcp, 3307, 4000, 127.0.0.2/32,    false",
    "tcp, 0,    3305, 127.0.0.2/32,    false",
    "udp, 3306, 3306, 127.0.0.2/32,    false",
    "-1,  -1,   -1,   127.0.0.3/32,    false",
    "-1,  -1,   -1,   127.0.0.2/31,    true",
    "-1,  -1,   -1,   127.0.0.0/31,    false",
    "-1,  -1,   -1,   128.0.0.0/1,     false",
    "-1,  -1,   -1,   0.0.0.0/1,       true",
    "-1,  -1,   -1,   ::/0,            false"
  })
  void a_rule_covers_what_aws_would_let_through(
      String protocol, int from, int to, String cidr, boolean covered) {
    var rule = new Cloud.Rule("sgr-1", "sg-1", protocol, from, to, cidr, "", Map.of());
    assertThat(Firewall.covers(rule, List.of(cidr), new InetSocketAddress("127.0.0.2", 3306)))
        .isEqualTo(covered);
  }

  @Test
  void a_rule_that_it_cannot_judge_is_not_passed_over() {
    var rule = new Cloud.Rule("sgr-1", "sg-1", "-1", -1, -1, "vpce-1", "", Map.of());
    var source = new InetSocketAddress("127.0.0.2", 3306);
    assertThatThrownBy(() -> Firewall.covers(rule, List.of("vpce-1"), source))
        .hasMessageContaining("vpce-1");
  }

  private static void revoke(Lab lab) {
    lab.endpoint().revokeByOthers(lab.egressBefore().getFirst().id());
  }

  private static void giveBack(Lab lab) {
    Cloud.Rule rule = lab.egressBefore().getFirst();
    lab.cloud()
        .egress(
            rule.group(),
            rule.protocol(),
            rule.fromPort(),
            rule.toPort(),
            rule.cidr(),
            rule.description(),
            rule.tags());
  }

  private static void connectTo(Lab lab, Door door) throws SQLException {
    try (Session root = lab.replica().session()) {
      root.run(
          "STOP REPLICA IO_THREAD FOR CHANNEL ''",
          "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '%s', SOURCE_PORT = %d FOR CHANNEL ''"
              .formatted(door.host(), door.port()),
          "START REPLICA IO_THREAD FOR CHANNEL ''");
    }
  }
}
