package io.replicamedic.rung.parameters;

import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Goal;
import io.replicamedic.workflow.Plan;
import io.replicamedic.workflow.Reading;
import io.replicamedic.workflow.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Goal: the plan is made, it is the one that was agreed to, and nothing is against it. */
final class Examined implements Goal<ReplicaGrip> {
  @Override
  public Reading read(Run<ReplicaGrip> run) {
    Optional<Plan> plan = run.memory().get(FixLearnt.PLAN);
    if (plan.isEmpty()) {
      return new Reading.NotMet(Map.of("plan", "not made yet"));
    }
    Map<String, String> facts = Map.of("digest", plan.get().digest());
    List<String> refusals = plan.get().refusals();
    if (!refusals.isEmpty()) {
      return new Reading.Hopeless(facts, "nothing was touched: " + String.join("; ", refusals));
    }
    String agreed = FixOptions.digest(run.workflow().order());
    return agreed.isEmpty() || agreed.equals(plan.get().digest())
        ? new Reading.Met(facts)
        : new Reading.Hopeless(
            facts,
            "nothing was touched: the plan is another one by now (digest "
                + plan.get().digest()
                + "), look at it again by a dry run");
  }
}
