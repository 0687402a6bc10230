package io.replicamedic.rung.parameters;

import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Question;
import io.replicamedic.workflow.Run;
import java.time.Clock;

/** Rung: ask about the next group that others use, too. */
final class AskAboutSharing extends Settings {
  private final FixPolicy policy;
  private final Clock clock;

  AskAboutSharing(FixPolicy policy, Clock clock) {
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "ask";
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    ParameterFindings findings = run.memory().get(FixLearnt.FINDINGS).orElseThrow();
    for (Question question :
        SharingQuestions.of(
            run.workflow().order(), findings, clock.instant().plus(policy.gateExpiry()))) {
      if (!run.workflow().progress().answers().containsKey(question.id())) {
        return new Preparation.Ask(question);
      }
    }
    return new Preparation.NotApplicable("everything is answered");
  }
}
