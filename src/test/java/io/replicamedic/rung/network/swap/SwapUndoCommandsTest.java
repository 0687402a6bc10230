package io.replicamedic.rung.network.swap;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.adapter.aws.DummyCredentials;
import io.replicamedic.isolation.SwapState;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.rung.network.AwsCli;
import io.replicamedic.rung.network.Cli;
import io.replicamedic.rung.network.Shell;
import io.replicamedic.rung.network.swap.SwapLab.Scene;
import io.replicamedic.rung.network.swap.SwapLab.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The undo that a person can run: word by word, and run by a shell, line by line. */
@ExtendWith(DummyCredentials.class)
class SwapUndoCommandsTest {
  private static final String DELETE =
      "aws ec2 describe-security-groups --region eu-west-1 --filters Name=vpc-id,Values=vpc-1"
          + " 'Name=group-name,Values=replica-medic cut o-1'"
          + " --query 'SecurityGroups[].GroupId' --output text"
          + " | xargs -r aws ec2 delete-security-group --region eu-west-1 --group-id";

  private static final Cli CLI = new Cli(AwsAccount.OWN.in("eu-west-1"));

  private static final SwapState PREPARED =
      new SwapState(
          "o-1",
          Set.of("10.1.0.5"),
          3306,
          "vpc-1",
          List.of("sg-a", "sg-b"),
          List.of("sg-a"),
          List.of(),
          List.of(),
          List.of(),
          "");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void the_database_has_its_groups_again_from_every_half_done_state(Stage stage) throws Exception {
    try (SwapLab lab = new SwapLab();
        AwsCli cli = new AwsCli(lab.endpoint.uri())) {
      Scene scene = lab.scene();
      Object rules = scene.rules();
      Map<String, String> had = scene.memberships();
      List<String> lines = lab.means().ongoing(scene.at(stage)).undoCommands();
      Shell shell = new Shell(folder);
      // As the lines say: repeated while AWS has not put the list in force.
      for (int time = 0; time < 2 && !cli.run(lines, shell).isEmpty(); time++) {
        lab.endpoint.applyChanges();
      }
      assertThat(scene.memberships()).isEqualTo(had);
      assertThat(scene.onInterface()).containsExactlyInAnyOrder(scene.wide, scene.quiet);
      assertThat(scene.temporary()).isEmpty();
      assertThat(scene.rules()).isEqualTo(rules);
    }
  }

  @Test
  void a_swap_that_was_only_prepared_needs_its_group_deleted() {
    assertThat(
            SwapUndoCommands.of(
                new SwapDocument(PREPARED, "orders", "", Set.of(), Optional.empty()), CLI))
        .containsExactly(
            "# the database's groups were never changed",
            "# the temporary group that replica-medic made",
            DELETE);
  }

  @Test
  void a_cluster_gets_its_whole_list_again_before_the_group_is_deleted() {
    assertThat(
            SwapUndoCommands.of(
                new SwapDocument(PREPARED.giving("sg-t"), "orders", "", Set.of(), Optional.empty()),
                CLI))
        .containsExactly(
            "# the list as it was; groups that were given to it since must be named as well:",
            "aws rds describe-db-clusters --region eu-west-1 --db-cluster-identifier orders"
                + " --query 'DBClusters[].VpcSecurityGroups[]' --output text",
            "aws rds modify-db-cluster --region eu-west-1 --db-cluster-identifier orders"
                + " --vpc-security-group-ids sg-a sg-b",
            "aws rds wait db-cluster-available --region eu-west-1 --db-cluster-identifier orders",
            "# an answer DependencyViolation means that this is not in force yet: repeat",
            "# the temporary group that replica-medic made",
            DELETE);
  }

  @Test
  void so_does_a_lone_instance() {
    assertThat(
            SwapUndoCommands.of(
                new SwapDocument(PREPARED.giving("sg-t"), "", "lone", Set.of(), Optional.empty()),
                CLI))
        .contains(
            "aws rds modify-db-instance --region eu-west-1 --db-instance-identifier lone"
                + " --vpc-security-group-ids sg-a sg-b",
            "aws rds wait db-instance-available --region eu-west-1 --db-instance-identifier lone");
  }
}
