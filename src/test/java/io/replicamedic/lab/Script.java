package io.replicamedic.lab;

import java.util.function.Consumer;

/** What is to become of the calls that {@link AwsEndpoint#next} and its like have chosen. */
public final class Script {
  private final Consumer<Fate> chosen;

  Script(Consumer<Fate> chosen) {
    this.chosen = chosen;
  }

  /** Too many requests: RequestLimitExceeded (503); RDS: Throttling (400). Not performed. */
  public void throttle() {
    chosen.accept(new Fate.Throttled());
  }

  /** An error of the server's; not performed. */
  public void fail(int status) {
    chosen.accept(new Fate.Refused(serverError(status)));
  }

  /** An error of the server's, and performed all the same. */
  public void failHavingDone(int status) {
    chosen.accept(new Fate.DoneButFailed(serverError(status)));
  }

  /** No permission: UnauthorizedOperation; RDS: AccessDenied. Not performed. */
  public void deny() {
    chosen.accept(new Fate.Denied());
  }

  /** Performed; the connection is closed without an answer. */
  public void loseAnswer() {
    chosen.accept(new Fate.AnswerLost());
  }

  /** Not performed until the test delivers it; the sender waits meanwhile, or gives up. */
  public Held answerLate() {
    Held held = new Held();
    chosen.accept(new Fate.Late(held));
    return held;
  }

  /** Performed and answered; that many EC2 describes after it show the state from before. */
  public void seenAfter(int describes) {
    chosen.accept(new Fate.SeenLater(describes));
  }

  private static AwsError serverError(int status) {
    return AwsError.of(
        status, status == 503 ? "Unavailable" : "InternalError", "An internal error has occurred");
  }
}
