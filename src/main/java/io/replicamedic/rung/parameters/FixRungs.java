package io.replicamedic.rung.parameters;

import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Goal;
import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.Phase;
import io.replicamedic.workflow.Plan;
import io.replicamedic.workflow.Rung;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** The rungs and goals of a durability fix, for its playbook. */
public final class FixRungs {
  /** An instance's group and its cluster's, twice as many parameters as RDS takes in one call. */
  static final int MOST_CALLS = 4;

  private final ParameterExamination examination;
  private final AwsAccounts accounts;
  private final FixPolicy policy;
  private final Clock clock;

  /** All look at the world through that examination. */
  public FixRungs(
      ParameterExamination examination, AwsAccounts accounts, FixPolicy policy, Clock clock) {
    this.examination = examination;
    this.accounts = accounts;
    this.policy = policy;
    this.clock = clock;
  }

  /** Name of the nth change of a group: {@code modify-parameter-group-2}. */
  public static String modify(int nth) {
    return "modify-parameter-group" + (nth == 0 ? "" : "-" + (nth + 1));
  }

  /** The plan is made and nothing is against it. */
  public Phase<ReplicaGrip> examined(BiFunction<Order, ParameterFindings, Plan> planning) {
    return new Phase<>(
        "examined", new Examined(), List.of(new ExamineSettings(examination, planning)));
  }

  /** Sharing is agreed to. */
  public Phase<ReplicaGrip> agreed() {
    return new Phase<>("agreed", new SharingAgreed(), List.of(new AskAboutSharing(policy, clock)));
  }

  /** It is in force. */
  public Phase<ReplicaGrip> inForce() {
    ApplyWatch watch = new ApplyWatch(examination, policy, clock);
    List<Rung<ReplicaGrip>> ladder = new ArrayList<>();
    for (int nth = 0; nth < MOST_CALLS; nth++) {
      ladder.add(new ModifyGroup(nth, examination, accounts, watch, policy, clock));
    }
    ladder.add(new Persist(policy));
    ladder.add(new AwaitApplied(examination, watch, policy));
    ladder.add(new ApplyAgain(examination, accounts, watch, policy, clock));
    return new Phase<>(
        "in force",
        new InForce(new AllAsWanted(examination), new Advice(examination), ladder.size(), clock),
        ladder);
  }

  /** What a fix is for. */
  public Goal<ReplicaGrip> purpose() {
    return new AllAsWanted(examination);
  }
}
