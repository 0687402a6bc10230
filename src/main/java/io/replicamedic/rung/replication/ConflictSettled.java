package io.replicamedic.rung.replication;

import io.replicamedic.outside.Databases;
import io.replicamedic.replication.Gtid;
import io.replicamedic.workflow.Reading;
import io.replicamedic.workflow.Run;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Goal: the failing transaction will not stop the applier again: it is in gtid_executed, or the
 * rows that stood in its way are gone.
 */
public final class ConflictSettled extends Reads {
  private final Databases databases;

  /** Opens its sessions to the source there. */
  public ConflictSettled(Databases databases) {
    this.databases = databases;
  }

  @Override
  Reading look(Run<ReplicaGrip> run) {
    Optional<Conflict> conflict = run.memory().get(Learnt.CONFLICT);
    if (conflict.isEmpty()) {
      return new Reading.Met(Map.of("conflict", "none"));
    }
    String gtid = conflict.get().gtid();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("failing transaction", conflict.get().name());
    if (conflict.get().anonymous() && leftOutLater(run, conflict.get())) {
      facts.put("settled", "left out by the skip counter when it fails again after the start");
      return new Reading.Met(facts);
    }
    boolean executed =
        !gtid.isEmpty() && run.grip().session().facts().executed().contains(Gtid.parse(gtid));
    facts.put("in gtid_executed", Boolean.toString(executed));
    if (executed) {
      return new Reading.Met(facts);
    }
    return deleteLocalAnswered(run)
        ? strayRowsGone(run, conflict.get(), facts)
        : new Reading.NotMet(facts);
  }

  // Only the running channel's error can be skipped; whether it may be is read again right before.
  private static boolean leftOutLater(Run<ReplicaGrip> run, Conflict conflict) {
    return run.memory()
        .get(Learnt.CONFLICT_REPORT)
        .filter(report -> report.conflict().isSame(conflict))
        .filter(report -> SkipError.isAgreed(run, report))
        .isPresent();
  }

  private static boolean deleteLocalAnswered(Run<ReplicaGrip> run) {
    return run.memory()
        .get(Learnt.CONFLICT_REPORT)
        .flatMap(report -> Questions.answer(run.workflow().progress(), report.questionId()))
        .filter(Questions.DELETE_LOCAL::equals)
        .isPresent();
  }

  private Reading strayRowsGone(
      Run<ReplicaGrip> run, Conflict conflict, Map<String, String> facts) {
    try (SourceAccess source = SourceAccess.of(databases, run.grip().channel())) {
      ConflictReader.Reading now = ConflictReader.read(conflict, run.grip().session(), source);
      facts.put("rows in its way", Integer.toString(now.strays().size()));
      return now.applies() ? new Reading.Met(facts) : new Reading.NotMet(facts);
    }
  }
}
