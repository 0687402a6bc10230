package io.replicamedic.packets;

import static io.replicamedic.packets.Station.REACHED;
import static io.replicamedic.packets.Station.SILENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.adapter.aws.DummyCredentials;
import io.replicamedic.lab.Cloud;
import io.replicamedic.replication.ThreadState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cut does to packets, by the kernel's word and not by ours. */
@ExtendWith(DummyCredentials.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PacketsTest {
  private static final String THE_WAY = "tcp/" + Ground.SOURCE + "/" + Ground.PORT;
  private static final List<String> ALL_ELSE =
      List.of(
          "tcp/" + Ground.SOURCE + "/" + Ground.ANOTHER_PORT,
          "udp/" + Ground.SOURCE + "/" + Ground.PORT,
          "icmp/" + Ground.SOURCE,
          "tcp/" + Ground.OTHER + "/" + Ground.PORT,
          "tcp/" + Ground.OTHER + "/" + Ground.ANOTHER_PORT,
          "udp/" + Ground.OTHER + "/" + Ground.PORT,
          "icmp/" + Ground.OTHER);

  private Optional<Ground> opened = Optional.empty();
  private String reason = "";

  @BeforeAll
  void open() {
    try {
      opened = Optional.of(Ground.open());
    } catch (Ground.Unavailable e) {
      reason = "no packets here: " + e.getMessage();
      System.out.println("SKIPPED " + PacketsTest.class.getSimpleName() + ": " + reason);
    }
  }

  @AfterAll
  void gone() {
    opened.ifPresent(Ground::close);
  }

  @BeforeEach
  void machineCan() {
    Assumptions.assumeTrue(opened.isPresent(), reason);
  }

  private Ground ground() {
    return opened.orElseThrow();
  }

  private CutSite site(String means) {
    // A network ACL is for receivers that are connected, the others are for those that are not.
    ThreadState receiver = means.equals("network-acl") ? ThreadState.YES : ThreadState.CONNECTING;
    CutSite site = new CutSite(means, receiver, this::nothing_else_is_touched);
    ground().load(site.ruleset());
    return site;
  }

  private Map<String, String> probe(List<String> targets) {
    List<String> answers = ground().database().attempt(targets);
    Map<String, String> all = new TreeMap<>();
    for (int i = 0; i < targets.size(); i++) {
      all.put(targets.get(i), answers.get(i));
    }
    return all;
  }

  private static Map<String, String> each(List<String> targets, String answer) {
    Map<String, String> all = new TreeMap<>();
    targets.forEach(target -> all.put(target, answer));
    return all;
  }

  /** The rules of this moment let everything through but the way in question. */
  private void nothing_else_is_touched(CutSite site) {
    ground().load(site.ruleset());
    assertThat(probe(ALL_ELSE)).isEqualTo(each(ALL_ELSE, REACHED));
  }

  /** All of it, with that answer on the way in question. */
  private void assertTheWayIs(String answer, CutSite site) {
    ground().load(site.ruleset());
    List<String> targets = new ArrayList<>(ALL_ELSE);
    targets.add(THE_WAY);
    Map<String, String> expected = each(ALL_ELSE, REACHED);
    expected.put(THE_WAY, answer);
    assertThat(probe(targets)).as(site.ruleset()).isEqualTo(expected);
  }

  private void hold() {
    assertThat(ground().database().ask("hold " + Ground.SOURCE + " " + Ground.PORT))
        .isEqualTo("held");
    assertThatTheHeldOneAnswers();
  }

  private void assertThatTheHeldOneAnswers() {
    ground().database().ask("say");
    assertThat(ground().database().ask("hear")).isEqualTo(REACHED);
  }

  @Test
  void what_no_rule_allows_any_more_reaches_nobody() {
    List<String> targets = new ArrayList<>(ALL_ELSE);
    targets.add(THE_WAY);
    List<Cloud.Entry> acl = List.of(new Cloud.Entry(1, "-1", -1, -1, "0.0.0.0/0", "allow"));
    Cloud.Rule all = new Cloud.Rule("sgr-1", "sg-1", "-1", -1, -1, "0.0.0.0/0", "", Map.of());
    ground().load(Ruleset.of(List.of(all), acl));
    assertThat(probe(targets)).isEqualTo(each(targets, REACHED));
    ground().load(Ruleset.of(List.of(), acl));
    assertThat(probe(targets)).isEqualTo(each(targets, SILENT));
    ground().load(Ruleset.of(List.of(all), List.of()));
    assertThat(probe(targets)).isEqualTo(each(targets, SILENT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"security-group", "network-acl", "group-swap"})
  void only_the_source_and_only_its_port_is_unreachable_and_only_while_it_is_cut(String means) {
    try (CutSite site = site(means)) {
      assertTheWayIs(REACHED, site);
      site.prepare();
      assertTheWayIs(REACHED, site);
      assertThat(site.notInForce()).isPresent();
      site.cut();
      assertTheWayIs(SILENT, site);
      assertThat(site.notInForce()).isEmpty();
      site.undo();
      assertTheWayIs(REACHED, site);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"security-group", "group-swap"})
  void an_established_connection_outlives_a_cut_by_security_groups(String means) {
    try (CutSite site = site(means)) {
      hold();
      site.prepare();
      site.cut();
      assertTheWayIs(SILENT, site);
      assertThatTheHeldOneAnswers();
      site.undo();
      assertTheWayIs(REACHED, site);
      assertThatTheHeldOneAnswers();
    }
  }

  @Test
  void an_established_connection_stalls_under_a_deny_at_once_and_goes_on_when_it_is_deleted() {
    try (CutSite site = site("network-acl")) {
      hold();
      site.prepare();
      assertTheWayIs(REACHED, site);
      assertThatTheHeldOneAnswers();
      site.cut();
      ground().load(site.ruleset());
      ground().database().ask("say");
      assertThat(ground().database().ask("hear")).isEqualTo(SILENT);
      site.undo();
      ground().load(site.ruleset());
      assertThat(ground().database().ask("wait")).isEqualTo(REACHED);
      assertThatTheHeldOneAnswers();
    }
  }
}
