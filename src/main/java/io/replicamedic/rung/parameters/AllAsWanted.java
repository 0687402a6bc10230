package io.replicamedic.rung.parameters;

import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Goal;
import io.replicamedic.workflow.Reading;
import io.replicamedic.workflow.Run;
import java.util.Map;
import java.util.Optional;

/** Purpose of a fix: everything wanted is in force, and the groups say so. */
final class AllAsWanted implements Goal<ReplicaGrip> {
  private final ParameterExamination examination;

  AllAsWanted(ParameterExamination examination) {
    this.examination = examination;
  }

  @Override
  public Reading read(Run<ReplicaGrip> run) {
    Optional<ParameterFindings> findings = run.memory().get(FixLearnt.FINDINGS);
    if (findings.isEmpty()) {
      return new Reading.NotMet(Map.of("wanted", "not known yet"));
    }
    if (!findings.get().refusals().isEmpty()) {
      return new Reading.NotMet(Map.of("refused", String.join("; ", findings.get().refusals())));
    }
    try {
      Now now = examination.now(run.grip().database(), run.grip().session(), findings.get());
      Map<String, String> facts =
          findings.get().wanted().isEmpty()
              ? Map.of("wanted", "nothing: no finding asks for another setting")
              : now.facts(findings.get().wanted());
      return findings.get().wanted().stream().allMatch(it -> now.reached(it) && now.said(it))
          ? new Reading.Met(facts)
          : new Reading.NotMet(facts);
    } catch (CloudUnreadable | DatabaseUnreachable e) {
      return new Reading.Unreadable(String.valueOf(e.getMessage()));
    }
  }
}
