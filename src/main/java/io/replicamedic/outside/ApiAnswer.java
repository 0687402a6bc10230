package io.replicamedic.outside;

/**
 * What an AWS write answered. Answers lie, targets do not: after each one the rules are read again
 * (design.md, Zombies 6).
 */
public sealed interface ApiAnswer {
  /** AWS accepted it. */
  record Accepted(String requestId) implements ApiAnswer {}

  /** AWS answered an error, with its code: RequestLimitExceeded, InvalidPermission.Duplicate, … */
  record Refused(String code, String message, String requestId) implements ApiAnswer {}

  /** No answer in time: it may have happened, and may yet happen. */
  record Unanswered(String why) implements ApiAnswer {}

  /** Whether the group has no room for what was to be added. */
  default boolean noRoom() {
    return this instanceof Refused(String code, String _, String _)
        && code.equals("RulesPerSecurityGroupLimitExceeded");
  }

  /** Whether AWS says that we may not do it. */
  default boolean denied() {
    return this instanceof Refused(String code, String _, String _) && AwsDenials.isOne(code);
  }

  /** For the journal, one line. */
  default String line() {
    return switch (this) {
      case Accepted(String requestId) -> "accepted (request " + requestId + ")";
      case Refused(String code, String message, String requestId) ->
          code + ": " + message + " (request " + requestId + ")";
      case Unanswered(String why) -> "no answer: " + why;
    };
  }
}
