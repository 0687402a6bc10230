package io.replicamedic.rung.parameters;

import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.Question;
import io.replicamedic.workflow.Question.Option;
import java.time.Instant;
import java.util.List;

/** One question for each group that others use, too; asked before anything is touched. */
public final class SharingQuestions {
  static final String ACCEPT = "accept";
  static final String ABORT = "abort";

  private SharingQuestions() {}

  /** None when the order has accepted it. */
  public static List<Question> of(Order order, ParameterFindings findings, Instant expiresAt) {
    if (FixOptions.sharingAccepted(order)) {
      return List.of();
    }
    return findings.sharing().stream()
        .filter(it -> !it.others().isEmpty())
        .map(it -> question(it, findings, expiresAt))
        .toList();
  }

  private static Question question(Sharing it, ParameterFindings findings, Instant expiresAt) {
    List<String> changes =
        findings.batches().stream()
            .filter(batch -> batch.group().equals(it.group()) && batch.scope() == it.scope())
            .map(Batch::statement)
            .toList();
    return new Question(
        it.questionId(),
        "accept-risk",
        "The parameter group " + it.words() + ". Change it?",
        changes,
        List.of(
            new Option(ACCEPT, "changes it for all of them"),
            new Option(
                ABORT,
                "hands over, nothing is touched: give the database a group of its own first")),
        expiresAt);
  }
}
