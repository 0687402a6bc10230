package io.replicamedic.rung.parameters;

import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.Database;
import io.replicamedic.workflow.Memory;
import io.replicamedic.workflow.Outcome;
import java.time.Instant;
import java.util.Map;

/** Sends one change of a group and words its answer; what it did only @@GLOBAL tells. */
final class Modify {
  private Modify() {}

  /**
   * @param decidedAt of the intent: AWS refuses it some minutes after that
   */
  static Outcome send(AwsAccounts accounts, Database database, Batch batch, Instant decidedAt) {
    ApiAnswer answer =
        accounts
            .of(database.account())
            .parameters()
            .modify(batch.group(), batch.scope(), batch.changes(), decidedAt);
    Map<String, Object> detail = Map.of("statement", batch.statement(), "answer", answer.line());
    return switch (answer) {
      case ApiAnswer.Accepted _ -> new Outcome.Answered(answer.line(), detail, Memory.EMPTY);
      case ApiAnswer.Refused _ -> new Outcome.Failed(answer.line(), detail);
      case ApiAnswer.Unanswered _ -> new Outcome.Failed(answer.line(), detail, true);
    };
  }
}
