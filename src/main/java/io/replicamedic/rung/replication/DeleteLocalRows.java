package io.replicamedic.rung.replication;

import io.replicamedic.forensics.StrayRow;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.util.List;
import java.util.Map;

/**
 * Rung: delete the local rows that stand in the failing transaction's way, as a person chose. They
 * are saved whole in the journal first, and deleted only if still exactly as shown.
 */
public final class DeleteLocalRows extends Acts {
  private final Databases databases;
  private final Clearance clearance;
  private final ReplicationPolicy policy;

  /** Opens its sessions to the source there. */
  public DeleteLocalRows(Databases databases, Examination examination, ReplicationPolicy policy) {
    this.databases = databases;
    this.clearance = new Clearance(databases, examination);
    this.policy = policy;
  }

  @Override
  public String name() {
    return "delete-local";
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    Conflict conflict = run.memory().get(Learnt.CONFLICT).orElseThrow();
    try (SourceAccess access = SourceAccess.of(databases, run.grip().channel())) {
      SourceAccess source = readable(access, run.grip().source());
      ConflictReader.Reading now = ConflictReader.read(conflict, run.grip().session(), source);
      boolean chosen =
          Questions.answer(run.workflow().progress(), now.report().questionId())
              .filter(Questions.DELETE_LOCAL::equals)
              .isPresent();
      if (!chosen || !now.report().deleteLocalSettles()) {
        return new Preparation.NotApplicable(
            chosen
                ? now.report().deleteLocalWhy()
                : "nobody chose it for the rows as they are now");
      }
      return clearance.objection(run).orElseGet(() -> ready(run.grip().session(), now.strays()));
    }
  }

  private Preparation ready(ReplicaSession session, List<StrayRow> strays) {
    List<ReplicaSession.Row> rows =
        strays.stream().map(stray -> new ReplicaSession.Row(stray.shape(), stray.row())).toList();
    String statement =
        "DELETE of "
            + String.join(
                ", ",
                strays.stream().map(stray -> stray.shape().name() + " " + stray.key()).toList());
    return new Preparation.Ready(
        statement,
        true,
        Map.of(
            "savedRows",
            strays.stream()
                .map(stray -> Map.of("table", stray.shape().name(), "row", stray.row().values()))
                .toList()),
        Debt.NONE,
        policy.effect(),
        () -> Calling.outcome(session.deleteRows(rows, policy.callWait()), statement));
  }
}
