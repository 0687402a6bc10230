package io.replicamedic.rung.parameters;

import io.replicamedic.durability.Remedy;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Climb;
import io.replicamedic.workflow.Run;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Whether it makes sense to wait on for RDS: not when it says that it is done, or cannot, and the
 * server still runs something else a while later. Asked by the rungs that tell RDS something.
 */
final class ApplyWatch {
  private final ParameterExamination examination;
  private final FixPolicy policy;
  private final Clock clock;

  ApplyWatch(ParameterExamination examination, FixPolicy policy, Clock clock) {
    this.examination = examination;
    this.policy = policy;
    this.clock = clock;
  }

  Optional<String> inVain(Run<ReplicaGrip> run) {
    Optional<ParameterFindings> findings = run.memory().get(FixLearnt.FINDINGS);
    Optional<Climb> climb = run.workflow().progress().climb();
    if (findings.isEmpty()
        || climb.isEmpty()
        || clock.instant().isBefore(climb.get().since().plus(policy.disagree()))) {
      return Optional.empty();
    }
    try {
      Now now = examination.now(run.grip().database(), run.grip().session(), findings.get());
      List<Remedy> missing =
          findings.get().wanted().stream().filter(it -> !now.reached(it)).toList();
      boolean applying =
          missing.stream()
              .flatMap(it -> now.deciding(it).stream())
              .anyMatch(group -> group.applyStatus().equals("applying"));
      return applying || missing.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "RDS has done what it will do, and the server does not run it: "
                  + now.facts(missing));
    } catch (CloudUnreadable | DatabaseUnreachable e) {
      return Optional.empty(); // nothing may be concluded from it
    }
  }
}
