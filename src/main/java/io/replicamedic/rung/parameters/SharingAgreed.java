package io.replicamedic.rung.parameters;

import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Goal;
import io.replicamedic.workflow.Question;
import io.replicamedic.workflow.Reading;
import io.replicamedic.workflow.Run;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Goal: whoever shares a group that will be changed was named to a person, who said yes. */
final class SharingAgreed implements Goal<ReplicaGrip> {
  @Override
  public Reading read(Run<ReplicaGrip> run) {
    Map<String, String> facts = new LinkedHashMap<>();
    ParameterFindings findings = run.memory().get(FixLearnt.FINDINGS).orElseThrow();
    findings.sharing().forEach(it -> facts.put(it.group(), it.words()));
    boolean all = true;
    for (Question question : SharingQuestions.of(run.workflow().order(), findings, Instant.EPOCH)) {
      String answer =
          run.workflow().progress().answers().getOrDefault(question.id(), "not answered");
      facts.put(question.id(), answer);
      if (answer.equals(SharingQuestions.ABORT)) {
        return new Reading.Hopeless(facts, "a person answered abort to " + question.id());
      }
      all &= question.offers(answer);
    }
    return all ? new Reading.Met(facts) : new Reading.NotMet(facts);
  }
}
