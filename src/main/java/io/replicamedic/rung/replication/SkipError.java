package io.replicamedic.rung.replication;

import io.replicamedic.outside.Databases;
import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.outside.SourceSession;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rung: leave out the event group that has stopped the applier, by the skip counter: what there is
 * without GTIDs. The procedure wants the channel running into the error, so it comes after the
 * start. Compared again right before; the applier must stand exactly in front of that transaction,
 * or the counter would leave out another.
 */
public final class SkipError extends Acts {
  private final Databases databases;
  private final Doubt doubt;
  private final ReplicationPolicy policy;

  /** Opens its sessions to the source there. */
  public SkipError(Databases databases, Doubt doubt, ReplicationPolicy policy) {
    this.databases = databases;
    this.doubt = doubt;
    this.policy = policy;
  }

  @Override
  public String name() {
    return "skip-error";
  }

  /**
   * Whether it may be left out: all of it is here, or a person chose it knowing what that leaves.
   */
  static boolean isAgreed(Run<ReplicaGrip> run, ConflictReport report) {
    return report.proven()
        || Questions.answer(run.workflow().progress(), report.questionId())
            .filter(Questions.SKIP::equals)
            .isPresent();
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    Optional<Conflict> conflict = run.memory().get(Learnt.CONFLICT).filter(Conflict::anonymous);
    if (conflict.isEmpty()) {
      return new Preparation.NotApplicable("no transaction without a GTID is in the way");
    }
    Optional<ReplicationStatus> status = run.grip().status();
    if (status.isEmpty() || !standsBefore(status.get(), conflict.get())) {
      return new Preparation.NotApplicable(
          "the applier has not stopped right before " + conflict.get().name());
    }
    try (SourceAccess access = SourceAccess.of(databases, run.grip().channel())) {
      SourceAccess source = readable(access, run.grip().source());
      if (source.session().filter(it -> isAnother(it, status.get())).isPresent()) {
        return new Preparation.Refused(
            "the registered source is another server than the one replicated from", Map.of());
      }
      boolean same =
          Examination.conflict(status.get(), source).filter(conflict.get()::isSame).isPresent();
      ConflictReport now =
          ConflictReader.read(conflict.get(), run.grip().session(), source).report();
      if (!same || !isAgreed(run, now)) {
        return new Preparation.NotApplicable(
            same
                ? "not all of " + conflict.get().name() + " is here, and nobody chose to skip it"
                : "another transaction has stopped the applier");
      }
      List<String> against =
          Stream.concat(
                  doubt.checks(run.grip().database(), status.get()).stream(),
                  Stream.of(
                      Settleable.check(conflict.get(), run.grip().calls(), run.grip().channel())))
              .filter(check -> Clearance.isNo(run, check))
              .map(Check::line)
              .toList();
      return against.isEmpty()
          ? ready(run, now)
          : new Preparation.Refused(String.join("; ", against), Map.of());
    }
  }

  private static boolean isAnother(SourceSession source, ReplicationStatus status) {
    return !source.facts().serverUuid().equals(status.sourceUuid());
  }

  /** Whether the applier has stopped with an error exactly in front of that transaction. */
  static boolean standsBefore(ReplicationStatus status, Conflict conflict) {
    return status.applier() == ThreadState.NO
        && status.conflict().filter(error -> error.errno() == conflict.errno()).isPresent()
        && conflict.place().filter(at -> at.start().equals(Standing.executed(status))).isPresent();
  }

  private Preparation ready(Run<ReplicaGrip> run, ConflictReport now) {
    Optional<ProcedureCall> call = run.grip().calls().skipError();
    if (call.isEmpty()) {
      return new Preparation.NotApplicable("this server has no procedure that skips an error");
    }
    return new Preparation.Ready(
        call.get().statement(),
        true,
        Map.of(
            "because",
            now.proven() ? "every after-image is present" : "a person chose it",
            "compared",
            now.shown(),
            "differenceLeft",
            now.proven() ? List.of() : now.leftBySkip()),
        Debt.NONE,
        policy.start(),
        () -> Calling.call(run.grip().session(), call.get(), policy.callWait()));
  }
}
