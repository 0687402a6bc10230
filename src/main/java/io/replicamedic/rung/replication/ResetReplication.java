package io.replicamedic.rung.replication;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.workflow.Owe;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import io.replicamedic.workflow.Rung;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rung: the reset procedure, the first act that cannot be taken back. Both threads and the whole
 * pre-flight are read again on the same session right before; a cleared configuration is owed.
 */
public final class ResetReplication implements Rung<ReplicaGrip> {
  private final Databases databases;
  private final ReplicationPolicy policy;
  private final String metBy;

  /** The obligation is met by the phase of that name. */
  public ResetReplication(Databases databases, ReplicationPolicy policy, String metBy) {
    this.databases = databases;
    this.policy = policy;
    this.metBy = metBy;
  }

  @Override
  public String name() {
    return "reset";
  }

  @Override
  public Preparation prepare(Run<ReplicaGrip> run) {
    ReplicaSession session = run.grip().session();
    try {
      Optional<ReplicationStatus> status = session.status("");
      if (status.isEmpty()) {
        return new Preparation.NotApplicable("there is no channel to reset");
      }
      if (!status.get().stopped()) {
        return refused("a thread runs again: " + status.get().threads(), List.of());
      }
      List<Check> checks = preflight(run.grip().database(), session, status.get());
      List<Check> against = checks.stream().filter(check -> isNo(run, check)).toList();
      return against.isEmpty()
          ? ready(session, run.grip().database(), status.get(), checks)
          : refused("the pre-flight right before the reset says no", against);
    } catch (DatabaseUnreachable e) {
      return refused(String.valueOf(e.getMessage()), List.of());
    }
  }

  private List<Check> preflight(
      Database database, ReplicaSession session, ReplicationStatus status) {
    try (SourceAccess source = SourceAccess.of(databases, database)) {
      return new Preflight(database.source().orElseThrow(), session)
          .run(status, session.restorePoint(""), source);
    }
  }

  private static boolean isNo(Run<ReplicaGrip> run, Check check) {
    return switch (check.verdict()) {
      case PASSED -> false;
      case REFUSED -> true;
      case UNREADABLE ->
          !Questions.answer(run.workflow().progress(), Questions.riskId(check))
              .filter(Questions.ACCEPT::equals)
              .isPresent();
    };
  }

  private Preparation ready(
      ReplicaSession session, Database database, ReplicationStatus status, List<Check> checks) {
    Optional<ProcedureCall> call = new RdsCalls(session.procedures()).reset();
    if (call.isEmpty()) {
      return new Preparation.NotApplicable("this server has no reset procedure");
    }
    UndoConfiguration undo = UndoConfiguration.of(database, status);
    return new Preparation.Ready(
        call.get().statement(),
        true,
        Map.of("preflight", checks.stream().map(Check::line).toList()),
        Optional.of(
            new Owe(
                UndoConfiguration.KIND,
                "the replication configuration of "
                    + database.id()
                    + " (source "
                    + status.source()
                    + ") is cleared and not yet set again",
                Learnt.json(undo),
                metBy,
                policy.configurationOwed())),
        policy.effect(),
        () -> Calling.call(session, call.get(), policy.callWait()));
  }

  private static Preparation refused(String why, List<Check> checks) {
    List<String> lines = checks.stream().map(Check::line).toList();
    return new Preparation.Refused(
        lines.isEmpty() ? why : why + ": " + String.join("; ", lines), Map.of("checks", lines));
  }
}
