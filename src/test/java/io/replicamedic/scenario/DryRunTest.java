package io.replicamedic.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A dry run changes nothing, and the real run does what it said. */
class DryRunTest {
  // Reading, waiting and giving back: the plan cannot know ids and times.
  private static final Set<String> WORDED_APART =
      Set.of("examine", "hold-cut", "restore-egress", "discharge");
  private static final String KILL = "rds_kill\\(.*\\)";
  private static final String UNSTICK = "/api/v1/replicas/orders-replica/unstick";
  private static final Pattern READING =
      Pattern.compile(
          "^(select|show|set (session |names |@|autocommit|character_set|sql_mode|net_)|/\\*|use"
              + " ).*",
          Pattern.DOTALL);

  // The first needs no cut, so it does a part of its plan; the second does all of it.
  @ParameterizedTest
  @ValueSource(strings = {"ghost", "ghost-no-kill"})
  void a_dry_run_only_reads_and_the_real_run_follows_its_plan(String name) throws Exception {
    Scenario ghost = Scenarios.named(name).orElseThrow();
    try (Incident incident = new Incident(ghost, ServiceHere::new)) {
      incident.lab().writer().pause();
      incident.lab().replica().generalLogOn();
      Api.Answer answer =
          incident.api().post(UNSTICK, Map.of("reason", "what would you do", "dryRun", true));
      incident.lab().replica().generalLogOff();
      List<String> sent = sent(incident);
      incident.lab().writer().resume();
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      Proofs.noEgressWrite().check(incident);
      assertThat(sent).isNotEmpty().allMatch(line -> READING.matcher(line).matches());
      assertThat(incident.api().get("/api/v1/workflows").json().path("workflows")).isEmpty();
      assertThat(incident.api().journal("database:orders-replica")).hasSize(1);

      incident.play();
      List<String> planned = new ArrayList<>();
      for (JsonNode step : answer.json().path("steps")) {
        if (!WORDED_APART.contains(step.path("rung").asString())) {
          planned.add(step.path("statement").asString().replaceAll(KILL, "rds_kill(…)"));
        }
      }
      List<String> done =
          incident.journal().stream()
              .filter(row -> row.path("kind").asString().equals("INTENT"))
              .filter(row -> !WORDED_APART.contains(row.path("rung").asString()))
              .map(row -> row.path("summary").asString().replaceAll(KILL, "rds_kill(…)"))
              .toList();
      assertThat(planned).containsSubsequence(done);
      if (name.equals("ghost-no-kill")) {
        assertThat(done).isEqualTo(planned);
      }
      assertThat(digestOfRun(incident)).isEqualTo(answer.json().path("digest").asString());
    }
  }

  @Test
  void observe_only_refuses_with_the_remedy_and_still_plans() throws Exception {
    Scenario ghost =
        Scenarios.named("ghost")
            .orElseThrow()
            .configured(Map.of("replica-medic.remediation", "observe-only"));
    try (Incident incident = new Incident(ghost, ServiceHere::new)) {
      Api.Answer refused = incident.api().post(UNSTICK, Map.of("reason", "replica is stuck"));
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.json().path("remedy").asString()).contains("remediation");
      assertThat(incident.api().journal("database:orders-replica"))
          .anyMatch(row -> row.path("kind").asString().equals("REFUSED"));
      assertThat(
              incident
                  .api()
                  .post(UNSTICK, Map.of("reason", "what would you do", "dryRun", true))
                  .status())
          .isEqualTo(200);
      Proofs.configurationKept().check(incident);
    }
  }

  private static String digestOfRun(Incident incident) {
    return incident.journal().stream()
        .map(row -> row.at("/detail/plan/digest"))
        .filter(digest -> !digest.isMissingNode())
        .map(JsonNode::asString)
        .findFirst()
        .orElse("no plan in the journal");
  }

  // What our sessions sent to the replica: the lab's own root is not us.
  private static List<String> sent(Incident incident) throws Exception {
    return incident.lab().replica().generalLog().stream()
        .filter(line -> line.contains("Query\t"))
        .map(line -> line.substring(line.indexOf("Query\t") + "Query\t".length()))
        .map(line -> line.strip().toLowerCase(Locale.ROOT))
        .filter(line -> !line.contains("general_log"))
        .toList();
  }
}
