package io.replicamedic.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.scenario.IamPolicy.Asked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The IAM policy that the README asks for is enough for a whole cut, and it asks for no more. */
class MinimalPolicyTest {
  private static final String AUTHORIZE = "ec2:AuthorizeSecurityGroupEgress";
  private static final String REVOKE = "ec2:RevokeSecurityGroupEgress";
  private static final String CREATE_TAGS = "ec2:CreateTags";

  /** Version of the RDS API; everything else in the log is EC2's. */
  private static final String RDS = "2014-10-31";

  // What stands in the README for the reader's own.
  private static final String EC2_ARN = "arn:aws:ec2:eu-west-1:123456789012:";
  private static final String RDS_ARN = "arn:aws:rds:eu-west-1:123456789012:";
  private static final String ROLE = "arn:aws:iam::123456789012:role/replica-medic-orders";
  private static final String EXTERNAL_ID = "replica-medic/bank";
  private static final String GROUP = "sg-0123456789abcdef0";
  private static final String OTHER_GROUP = "sg-0fedcba9876543210";

  /** What the policy allows although this run does not call it. */
  private static final Set<String> NOT_IN_THIS_RUN =
      Set.of(
          // Asked only about a group of which no rule is told: is it empty, or not there?
          "ec2:DescribeSecurityGroups");

  @Test
  void the_readmes_policy_allows_each_call_of_a_cut_and_no_other_action() throws Exception {
    Scenario cut = Scenarios.named("ghost-no-kill").orElseThrow();
    try (Incident incident = new Incident(cut, MinimalPolicyTest::withARole)) {
      AwsEndpoint endpoint = incident.lab().endpoint();
      endpoint.role(ROLE, EXTERNAL_ID);
      incident.play();
      IamPolicy policy = readme("iam", incident.lab().groups().getFirst());
      List<Asked> asked =
          endpoint.calls().stream()
              .filter(MinimalPolicyTest::isOfTheRole)
              .flatMap(call -> asked(call).stream())
              .toList();
      assertThat(endpoint.calls())
          .filteredOn(call -> !isOfTheRole(call))
          .isNotEmpty()
          .allMatch(call -> own().allows(assuming(call)));
      assertThat(asked).isNotEmpty().allMatch(policy::allows);
      Set<String> called = asked.stream().map(Asked::action).collect(Collectors.toSet());
      assertThat(called).contains(AUTHORIZE, REVOKE, CREATE_TAGS);
      assertThat(called).doesNotContainAnyElementsOf(NOT_IN_THIS_RUN);
      Set<String> excused = new HashSet<>(called);
      excused.addAll(NOT_IN_THIS_RUN);
      assertThat(policy.actions()).isSubsetOf(excused);
    }
  }

  @Test
  void it_is_of_no_use_against_another_group() throws Exception {
    IamPolicy policy = readme("iam", GROUP);
    for (String write : List.of(AUTHORIZE, REVOKE)) {
      assertThat(policy.allows(Asked.of(write, group(GROUP)))).isTrue();
      assertThat(policy.allows(Asked.of(write, group(OTHER_GROUP)))).isFalse();
    }
  }

  @Test
  void it_tags_nothing_but_a_rule_that_the_same_call_makes() throws Exception {
    IamPolicy policy = readme("iam", GROUP);
    Map<String, String> making = Map.of("ec2:CreateAction", "AuthorizeSecurityGroupEgress");
    assertThat(policy.allows(new Asked(CREATE_TAGS, rule("new"), making))).isTrue();
    assertThat(policy.allows(Asked.of(CREATE_TAGS, rule("sgr-1")))).isFalse();
    assertThat(policy.allows(new Asked(CREATE_TAGS, group(GROUP), making))).isFalse();
  }

  private static Service withARole(ServiceSettings settings) throws IOException {
    String aws = "replica-medic.databases[0].aws.";
    // STS has half of the time that a call has: a machine with much to do needs more than 1 s.
    settings.set("replica-medic.aws.timeout", "6s");
    return new ServiceHere(settings.set(aws + "role", ROLE).set(aws + "external-id", EXTERNAL_ID));
  }

  private static boolean isOfTheRole(AwsEndpoint.Call call) {
    return call.keyId().startsWith("ASIA");
  }

  private static Asked assuming(AwsEndpoint.Call call) {
    return Asked.of(
        "sts:" + call.action(), call.parameters().getOrDefault("RoleArn", "no role at all"));
  }

  private static IamPolicy own() {
    try {
      return readme("iam-role", GROUP);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For each resource that AWS checks; a write by id touches the group and every rule named. */
  private static List<Asked> asked(AwsEndpoint.Call call) {
    Map<String, String> parameters = call.parameters();
    if (call.action().equals("DescribeEvents")) {
      return List.of(Asked.of("rds:DescribeEvents", "*"));
    }
    if (RDS.equals(parameters.get("Version"))) {
      return List.of(Asked.of("rds:" + call.action(), RDS_ARN + database(call)));
    }
    String action = "ec2:" + call.action();
    if (call.action().startsWith("Describe")) {
      return List.of(Asked.of(action, "*"));
    }
    List<Asked> asked = new ArrayList<>();
    asked.add(Asked.of(action, group(parameters.getOrDefault("GroupId", ""))));
    asked.add(Asked.of(action, rule("new")));
    parameters.forEach(
        (name, value) -> {
          if (name.startsWith("SecurityGroupRuleId.")) {
            asked.add(Asked.of(action, rule(value)));
          }
        });
    if (parameters.keySet().stream().anyMatch(name -> name.startsWith("TagSpecification."))) {
      asked.add(new Asked(CREATE_TAGS, rule("new"), Map.of("ec2:CreateAction", call.action())));
    }
    return asked;
  }

  /** Whoever asks about no database by name asks about all. */
  private static String database(AwsEndpoint.Call call) {
    return call.action().equals("DescribeDBClusters")
        ? "cluster:" + call.parameters().getOrDefault("DBClusterIdentifier", "*")
        : "db:" + call.parameters().getOrDefault("DBInstanceIdentifier", "*");
  }

  private static String group(String id) {
    return EC2_ARN + "security-group/" + id;
  }

  private static String rule(String id) {
    return EC2_ARN + "security-group-rule/" + id;
  }

  /** The README's, as a reader fills it in who has this group. */
  private static IamPolicy readme(String name, String group) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String block =
        readme.substring(
            readme.indexOf("<!-- " + name + " -->"), readme.indexOf("<!-- /" + name + " -->"));
    String json = block.substring(block.indexOf('{'), block.lastIndexOf('}') + 1);
    return IamPolicy.parse(json.replace(GROUP, group));
  }
}
