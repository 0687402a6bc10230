package io.replicamedic.rung.parameters;

import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Fence;
import io.replicamedic.workflow.Outcome;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rung: the nth change of a parameter group that the plan has. */
final class ModifyGroup extends Settings {
  private final int nth;
  private final ParameterExamination examination;
  private final AwsAccounts accounts;
  private final ApplyWatch watch;
  private final FixPolicy policy;
  private final Clock clock;

  ModifyGroup(
      int nth,
      ParameterExamination examination,
      AwsAccounts accounts,
      ApplyWatch watch,
      FixPolicy policy,
      Clock clock) {
    this.nth = nth;
    this.examination = examination;
    this.accounts = accounts;
    this.watch = watch;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public String name() {
    return FixRungs.modify(nth);
  }

  @Override
  public Fence fence() {
    return Fence.SAME_AGAIN;
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    ParameterFindings findings = run.memory().get(FixLearnt.FINDINGS).orElseThrow();
    List<Batch> batches = findings.batches();
    if (nth >= batches.size()) {
      return new Preparation.NotApplicable("no such change is needed");
    }
    Batch batch = batches.get(nth);
    Now now = examination.now(run.grip().database(), run.grip().session(), findings);
    if (now.status(batch.group()).isEmpty()) {
      return new Preparation.Refused(
          run.grip().database().id() + " does not use " + batch.group() + " any more", Map.of());
    }
    List<GroupChange> mine =
        findings.changes().stream()
            .filter(it -> it.group().equals(batch.group()) && it.scope() == batch.scope())
            .filter(it -> batch.changes().contains(it.change()))
            .toList();
    if (mine.stream().allMatch(it -> now.said(it.remedy()) && explicit(now, it))) {
      return new Preparation.NotApplicable("group " + batch.group() + " says so already");
    }
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("before", mine.stream().map(GroupChange::before).toList());
    detail.put("reversal", Reversal.commands(run.grip().database().account(), mine));
    detail.put(
        "alsoUsedBy",
        findings.sharing().stream()
            .filter(it -> it.group().equals(batch.group()))
            .flatMap(it -> it.others().stream())
            .toList());
    boolean last = nth == batches.size() - 1;
    Instant decidedAt = clock.instant();
    return new Preparation.Ready(
        batch.statement(),
        false,
        detail,
        Debt.NONE,
        last ? policy.applies() : Duration.ZERO,
        () -> {
          Outcome outcome = Modify.send(accounts, run.grip().database(), batch, decidedAt);
          // The others of the plan are not to wait for this one.
          return !last && outcome instanceof Outcome.Answered(String words, var told, var _)
              ? new Outcome.Prepared(words, told)
              : outcome;
        });
  }

  // Where the group leaves it to the engine, what the server runs decides whether it is set.
  private static boolean explicit(Now now, GroupChange change) {
    return now.deciding(change.remedy())
        .map(group -> group.values().get(change.remedy().parameter()))
        .map(value -> value.value().isPresent() || now.reached(change.remedy()))
        .orElse(false);
  }

  @Override
  public Optional<String> inVain(Run<ReplicaGrip> run) {
    return watch.inVain(run);
  }
}
