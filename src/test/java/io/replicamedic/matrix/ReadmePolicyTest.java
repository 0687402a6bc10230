package io.replicamedic.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.adapter.aws.DummyCredentials;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.workflow.WorkflowState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The README's policy for each further means has the actions that a whole run calls, and no other;
 * the first means' is held against real servers by MinimalPolicyTest.
 */
@ExtendWith(DummyCredentials.class)
class ReadmePolicyTest {
  private static final Pattern ACTION = Pattern.compile("\"((ec2|rds):[A-Z][A-Za-z]+)\"");
  private static final String CONDITION_KEY = "ec2:Vpc";

  @ParameterizedTest
  @CsvSource({"network-acl, iam-acl", "group-swap, iam-swap"})
  void a_whole_run_calls_what_it_allows_and_nothing_else(String means, String block)
      throws IOException {
    Set<String> called = new TreeSet<>();
    try (Ward ward = new Ward(means)) {
      Ward.Patient patient = ward.admit();
      patient.begin(DyingStore.Point.NEVER).carryOn();
      assertThat(patient.workflow().state()).isEqualTo(WorkflowState.SUCCEEDED);
      for (AwsEndpoint.Call call : ward.endpoint().calls()) {
        called.add((isOfRds(call) ? "rds:" : "ec2:") + call.action());
      }
    }
    Set<String> own = actions(block);
    assertThat(called).containsAll(own);
    Set<String> allowed = new TreeSet<>(actions("iam"));
    allowed.addAll(own);
    assertThat(allowed).containsAll(called);
  }

  private static boolean isOfRds(AwsEndpoint.Call call) {
    return call.action().contains("DB");
  }

  private static Set<String> actions(String block) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String policy =
        readme.substring(
            readme.indexOf("<!-- " + block + " -->"), readme.indexOf("<!-- /" + block + " -->"));
    return ACTION
        .matcher(policy)
        .results()
        .map((MatchResult found) -> found.group(1))
        .filter(action -> !action.equals(CONDITION_KEY))
        .collect(Collectors.toSet());
  }
}
