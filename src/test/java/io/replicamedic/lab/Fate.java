package io.replicamedic.lab;

/** What becomes of a call at the {@link AwsEndpoint}; chosen through a {@link Script}. */
sealed interface Fate {
  /** Performed and answered. */
  record Ordinary() implements Fate {}

  /** Answered with an error, not performed. */
  record Refused(AwsError error) implements Fate {}

  /** AWS's way to say no to a permission, which differs by service. */
  record Denied() implements Fate {}

  /** AWS's way to say that there are too many requests, which differs by service. */
  record Throttled() implements Fate {}

  /** Performed, and answered with an error all the same. */
  record DoneButFailed(AwsError error) implements Fate {}

  /** Performed; the connection closes without an answer. */
  record AnswerLost() implements Fate {}

  /** Performed when the test says so. */
  record Late(Held held) implements Fate {}

  /** Performed and answered; describes show the state from before for a while. */
  record SeenLater(int describes) implements Fate {}
}
