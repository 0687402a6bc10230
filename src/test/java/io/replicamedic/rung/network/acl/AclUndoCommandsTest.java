package io.replicamedic.rung.network.acl;

import static io.replicamedic.rung.network.acl.AclLab.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.adapter.aws.DummyCredentials;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Cloud;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.rung.network.AwsCli;
import io.replicamedic.rung.network.Ongoing;
import io.replicamedic.rung.network.Shell;
import io.replicamedic.rung.network.acl.AclLab.Scene;
import io.replicamedic.rung.network.acl.AclLab.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The printed undo, run as a person would: by a shell, line by line, whatever is there already. */
@ExtendWith(DummyCredentials.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AclUndoCommandsTest {
  private final AclLab lab = new AclLab();
  private final AwsEndpoint endpoint = lab.endpoint;
  private final AwsCli cli = new AwsCli(endpoint.uri());

  @TempDir private Path folder;

  @AfterAll
  void gone() {
    cli.close();
    lab.close();
  }

  private List<String> run(List<String> lines) throws Exception {
    return cli.run(lines, new Shell(folder));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"NOTHING_SENT", "ONE_CREATED", "CUT_INTENDED", "ONE_REPLACED", "ONE_DELETED"})
  void the_ACLs_are_as_before_from_every_half_done_state(Stage stage) throws Exception {
    Scene scene = lab.scene();
    Object before = scene.entries();
    Obligation owed = scene.at(stage);
    assertThat(run(scene.ongoing(owed).undoCommands())).isEmpty();
    assertThat(scene.entries()).isEqualTo(before);
  }

  @Test
  void run_a_second_time_they_change_nothing_nor_what_others_put_there() throws Exception {
    Scene scene = lab.scene();
    Obligation owed = scene.at(Stage.CUT);
    List<String> lines = scene.ongoing(owed).undoCommands();
    Cloud.Entry theirs = new Cloud.Entry(99, "6", 3306, 3307, SOURCE + "/32", "deny");
    endpoint.entry(scene.shared, theirs);
    assertThat(run(lines)).isEmpty();
    assertThat(scene.ours(scene.shared)).containsExactly(theirs);
    assertThat(scene.ours(scene.alone)).isEmpty();
    Object once = scene.entries();
    int calls = endpoint.writes().size();
    assertThat(run(lines)).isEmpty();
    assertThat(scene.entries()).isEqualTo(once);
    assertThat(endpoint.writes()).as("nothing was even tried").hasSize(calls);
  }

  @Test
  void an_address_of_the_other_family_is_undone_likewise() throws Exception {
    Scene scene = lab.scene();
    endpoint.entry(scene.shared, new Cloud.Entry(101, "-1", -1, -1, "::/0", "allow"));
    Object before = scene.entries();
    Ongoing cut =
        scene.begun(scene.means(), scene.situation(Set.of(SOURCE, "2001:db8::5"), ThreadState.YES));
    AclLab.settle(cut::preparing);
    assertThat(endpoint.aclEntries(scene.shared))
        .anyMatch(entry -> entry.block().equals("2001:db8::5/128"));
    assertThat(run(cut.undoCommands())).isEmpty();
    assertThat(scene.entries()).isEqualTo(before);
  }

  @Test
  void every_line_is_a_command_or_says_what_the_commands_do() {
    Scene scene = lab.scene();
    assertThat(scene.ongoing(scene.at(Stage.CUT)).undoCommands())
        .hasSize(7)
        .allMatch(line -> line.startsWith("aws ec2 ") || line.startsWith("# "))
        .noneMatch(line -> line.contains("\n"));
  }
}
