package io.replicamedic.rung.replication;

import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Question;
import io.replicamedic.workflow.Run;
import java.time.Clock;

/** Rung: ask the next question that the diagnosis raised and nobody has answered yet. */
public final class AskPerson extends Acts {
  private final ReplicationPolicy policy;
  private final Clock clock;

  /** Questions expire as the policy says. */
  public AskPerson(ReplicationPolicy policy, Clock clock) {
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "ask";
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    for (Question question :
        Questions.of(run.memory(), clock.instant().plus(policy.gateExpiry()))) {
      if (Questions.answer(run.workflow().progress(), question.id()).isEmpty()) {
        return new Preparation.Ask(question);
      }
    }
    return new Preparation.NotApplicable("everything is answered");
  }
}
