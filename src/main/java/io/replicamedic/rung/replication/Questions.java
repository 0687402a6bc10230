package io.replicamedic.rung.replication;

import io.replicamedic.workflow.Memory;
import io.replicamedic.workflow.Progress;
import io.replicamedic.workflow.Question;
import io.replicamedic.workflow.Question.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which questions a diagnosis raises, and what was answered; asked before anything is touched. */
public final class Questions {
  /** Commit an empty transaction in its place; what it did is lost here. */
  public static final String SKIP = "skip";

  /** Delete the local rows that stand in its way, then let it apply. */
  public static final String DELETE_LOCAL = "delete-local";

  /** Hand over; nothing is touched. */
  public static final String ABORT = "abort";

  /** Go on without that check. */
  public static final String ACCEPT = "accept";

  private Questions() {}

  /** The questions that are open or answered, in the order in which they are asked. */
  public static List<Question> of(Memory memory, Instant expiresAt) {
    List<Question> questions = new ArrayList<>();
    memory
        .get(Learnt.PREFLIGHT)
        .map(PreflightReport::unreadable)
        .orElse(List.of())
        .forEach(check -> questions.add(risk(check, expiresAt)));
    memory
        .get(Learnt.CONFLICT_REPORT)
        .filter(report -> !report.proven())
        .map(report -> conflict(report, expiresAt))
        .ifPresent(questions::add);
    return questions;
  }

  /** The answer to a question, if there is one. */
  static Optional<String> answer(Progress progress, String questionId) {
    return Optional.ofNullable(progress.answers().get(questionId));
  }

  /** Id of the question whether to go on without a check. */
  static String riskId(Check check) {
    return "accept-risk:" + check.name();
  }

  private static Question risk(Check check, Instant expiresAt) {
    return new Question(
        riskId(check),
        "accept-risk",
        "The check " + check.name() + " cannot be read. Go on without it?",
        List.of(check.evidence()),
        List.of(
            new Option(ACCEPT, "goes on; nothing proves that this is safe"),
            new Option(ABORT, "hands over; nothing more is touched")),
        expiresAt);
  }

  private static Question conflict(ConflictReport report, Instant expiresAt) {
    List<Option> options = new ArrayList<>();
    options.add(
        new Option(
            SKIP, "skips it; this stays different: " + String.join("; ", report.leftBySkip())));
    if (report.deleteLocalSettles()) {
      options.add(
          new Option(
              DELETE_LOCAL,
              "saves and deletes the local rows in its way, then it applies: "
                  + String.join("; ", report.strays())));
    }
    options.add(new Option(ABORT, "hands over; nothing more is touched"));
    return new Question(
        report.questionId(),
        "conflict",
        "Transaction "
            + report.conflict().words()
            + " stopped the applier with error "
            + report.conflict().errno()
            + " and is not all here. What is to be done with it?",
        report.shown(),
        options,
        expiresAt);
  }
}
