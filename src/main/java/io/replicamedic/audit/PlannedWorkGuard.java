package io.replicamedic.audit;

import io.replicamedic.durability.Audit;
import io.replicamedic.durability.Finding;
import io.replicamedic.durability.Guarded;
import io.replicamedic.durability.PlannedWork;
import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.journal.Journal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers whether planned work on a database may begin, from an audit of this moment; called by web
 * before people fail over, reboot or upgrade. Each answer is a row of the journal.
 */
public final class PlannedWorkGuard {
  private final Audits audits;
  private final Journal journal;

  /** Wired once. */
  public PlannedWorkGuard(Audits audits, Journal journal) {
    this.audits = audits;
    this.journal = journal;
  }

  /** The audit and the answer by it. */
  public record Answer(Audit audit, Guarded guarded) {}

  /**
   * Looks, answers and journals.
   *
   * @param act what was asked for besides the answer: check, set
   * @throws io.replicamedic.fleet.UnknownDatabase when it is not registered
   */
  public Answer ask(String database, PlannedWork work, String act, Occasion.Asked asked) {
    Audit audit = audits.look(database);
    Guarded guarded = Guarded.of(audit, work);
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("plannedWork", work.word());
    detail.put("act", act);
    detail.put("allowed", guarded.allowed());
    detail.put("why", guarded.why());
    detail.put("findings", guarded.findings().stream().map(Finding::rule).toList());
    detail.put("grade", audit.grade().name());
    detail.put("reason", asked.reason());
    detail.put("ticket", asked.ticket());
    journal.append(
        "database:" + database,
        List.of(
            new Draft(
                EntryKind.GUARDED,
                asked.actor(),
                "",
                "",
                work.word()
                    + (guarded.allowed() ? " is allowed: " : " is refused: ")
                    + guarded.why(),
                detail)));
    return new Answer(audit, guarded);
  }
}
