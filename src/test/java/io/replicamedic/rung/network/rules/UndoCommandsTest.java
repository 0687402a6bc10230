package io.replicamedic.rung.network.rules;

import static io.replicamedic.rung.network.rules.CutLab.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.adapter.aws.DummyCredentials;
import io.replicamedic.adapter.aws.LabAccess;
import io.replicamedic.isolation.CarveOut;
import io.replicamedic.isolation.Carving;
import io.replicamedic.isolation.CutState;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Mark;
import io.replicamedic.isolation.Permission;
import io.replicamedic.isolation.Resolution;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Cloud;
import io.replicamedic.rung.network.AwsCli;
import io.replicamedic.rung.network.Cli;
import io.replicamedic.rung.network.Shell;
import io.replicamedic.rung.network.rules.CutLab.Scene;
import io.replicamedic.rung.network.rules.CutLab.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The printed undo, run as a person would: by a shell, line by line, whatever is there already. */
@ExtendWith(DummyCredentials.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UndoCommandsTest {
  private static final Cli CLI = new Cli(LabAccess.ACCOUNT);

  private final CutLab lab = new CutLab();
  private final AwsEndpoint endpoint = lab.endpoint;
  private final AwsCli cli = new AwsCli(endpoint.uri());

  @TempDir private Path folder;

  @AfterAll
  void gone() {
    cli.close();
    lab.close();
  }

  /** Runs all lines; the error codes that AWS answered. */
  private List<String> run(List<String> lines) throws IOException, InterruptedException {
    return cli.run(lines, new Shell(folder));
  }

  @ParameterizedTest
  @EnumSource
  void egress_is_as_before_from_every_half_done_state(Stage stage) throws Exception {
    Scene scene = lab.scene();
    CutState state = CutDocument.read(scene.at(stage)).state();
    List<String> errors = run(UndoCommands.of(state, CLI));
    if (stage == Stage.REVOKE_INTENDED || !stage.revokeWasIntended()) {
      assertThat(errors).isEmpty();
    }
    assertThat(errors)
        .isSubsetOf("InvalidSecurityGroupRuleId.NotFound", "InvalidPermission.Duplicate");
    assertThat(scene.contents()).isEqualTo(scene.contentsBefore());
    List<String> originals = state.cut().originals().stream().map(EgressRule::id).toList();
    if (stage.revokeWasIntended()) {
      // A revoke that is still on its way finds nothing.
      assertThat(scene.rules()).extracting(Cloud.Rule::id).doesNotContainAnyElementsOf(originals);
    } else {
      assertThat(scene.rules()).extracting(Cloud.Rule::id).containsAll(originals);
    }
  }

  @Test
  void run_a_second_time_they_change_nothing() throws Exception {
    Scene scene = lab.scene();
    List<String> lines = UndoCommands.of(CutDocument.read(scene.at(Stage.REVOKED)).state(), CLI);
    run(lines);
    List<Cloud.Rule> once = scene.rules();
    run(lines);
    assertThat(scene.rules()).isEqualTo(once);
  }

  @Test
  void what_others_added_or_marked_stays() throws Exception {
    Scene scene = lab.scene();
    CutState state = CutDocument.read(scene.at(Stage.REVOKED)).state();
    String added = endpoint.egress(scene.wide, "tcp", 22, 22, "10.9.0.0/16", "ssh", Map.of());
    String marked =
        endpoint.egress(
            scene.wide,
            "tcp",
            23,
            23,
            "10.9.0.0/16",
            Mark.of(state.obligationId() + "0"),
            Map.of());
    run(UndoCommands.of(state, CLI));
    assertThat(scene.rules())
        .hasSize(scene.before.size() + 2)
        .extracting(Cloud.Rule::id)
        .contains(added, marked);
  }

  @Test
  void an_original_that_somebody_took_away_does_not_keep_the_others_from_being_burnt()
      throws Exception {
    String group = endpoint.group("two originals");
    endpoint.egress(group, "-1", -1, -1, "10.1.0.4/30", "one", Map.of());
    endpoint.egress(group, "tcp", 3306, 3306, "10.1.0.0/29", "two", Map.of());
    List<Cloud.Rule> before = endpoint.egressRules(List.of(group));
    CutState state = state(group);
    endpoint.revokeByOthers(before.getFirst().id());
    run(UndoCommands.of(state, CLI));
    assertThat(CutLab.contents(endpoint.egressRules(List.of(group))))
        .isEqualTo(CutLab.contents(before));
    assertThat(endpoint.egressRules(List.of(group)))
        .extracting(Cloud.Rule::id)
        .doesNotContainAnyElementsOf(before.stream().map(Cloud.Rule::id).toList());
  }

  private static final String AWKWARD =
      "it's \"quoted\" $(touch gone) `id` ${HOME} \\ \\n ! #1; a|b > c & * ? ~ {x,y} é 🚑";

  @ParameterizedTest
  @ValueSource(strings = {AWKWARD, "'", "''\\''", "-n", "$'\\n'", "two  blanks", "a\nb\tc"})
  void awkward_words_survive_the_shell(String words) throws Exception {
    String group = endpoint.group("awkward");
    Map<String, String> tags = Map.of("why", words, "k-" + words, "", "plain", "value");
    endpoint.egress(group, "-1", -1, -1, "10.1.0.0/29", words, tags);
    List<Cloud.Rule> before = endpoint.egressRules(List.of(group));
    CutState state = state(group);
    CutLab.done(
        lab.network.authorizeEgress(
            group, narrower(state), Mark.of(state.obligationId()), Map.of()));
    assertThat(run(UndoCommands.of(state, CLI))).isEmpty();
    List<Cloud.Rule> after = endpoint.egressRules(List.of(group));
    assertThat(CutLab.contents(after)).isEqualTo(CutLab.contents(before));
    assertThat(after.getFirst().description()).isEqualTo(words);
    assertThat(after.getFirst().id()).isNotEqualTo(before.getFirst().id());
  }

  @Test
  void every_line_is_a_command_or_says_what_an_answer_means() {
    Scene scene = lab.scene();
    assertThat(UndoCommands.of(scene.revoking, CLI))
        .allMatch(line -> line.startsWith("aws ec2 ") || line.startsWith("# "))
        .noneMatch(line -> line.contains("\n"));
    assertThat(UndoCommands.of(scene.adding, CLI))
        .as("nothing was ever to be revoked")
        .noneMatch(line -> line.contains("authorize"))
        .noneMatch(line -> line.contains(scene.before.getFirst().id()));
  }

  private CutState state(String group) {
    Carving carving =
        CarveOut.carve(
            lab.network.egressRules(Set.of(group)), Resolution.NONE, Set.of(SOURCE), CutLab.PORT);
    assertThat(carving).isInstanceOf(Carving.Possible.class);
    return CutLab.revokingAll(
        new CutState(UUID.randomUUID().toString(), ((Carving.Possible) carving).cut(), Set.of()));
  }

  private static List<Permission> narrower(CutState state) {
    return state.cut().groups().getFirst().add();
  }
}
