package io.replicamedic.rung.replication;

import io.replicamedic.workflow.Goal;
import io.replicamedic.workflow.Question;
import io.replicamedic.workflow.Reading;
import io.replicamedic.workflow.Run;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Goal: every question that can be foreseen is answered, and none with abort. */
public final class Agreed implements Goal<ReplicaGrip> {
  @Override
  public Reading read(Run<ReplicaGrip> run) {
    Map<String, String> facts = new LinkedHashMap<>();
    boolean all = true;
    for (Question question : Questions.of(run.memory(), Instant.EPOCH)) {
      String answer =
          Questions.answer(run.workflow().progress(), question.id()).orElse("not answered");
      facts.put(question.id(), answer);
      if (answer.equals(Questions.ABORT)) {
        return new Reading.Hopeless(facts, "a person answered abort to " + question.id());
      }
      all &= question.offers(answer);
    }
    return all ? new Reading.Met(facts) : new Reading.NotMet(facts);
  }
}
