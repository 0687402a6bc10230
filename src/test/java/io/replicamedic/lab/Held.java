package io.replicamedic.lab;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A call that the network holds back: it has left its sender, and reaches AWS only when the test
 * delivers it, be the sender still waiting or long gone; made by {@link Script#answerLate()}.
 */
public final class Held {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final CompletableFuture<Supplier<Answer>> arrived = new CompletableFuture<>();
  private final CompletableFuture<Optional<Answer>> answered = new CompletableFuture<>();

  Held() {}

  /** Returns once the call is here, unperformed. */
  public void awaitArrived() {
    Await.until("the call has arrived", DEADLINE, arrived::isDone);
  }

  public boolean hasArrived() {
    return arrived.isDone();
  }

  /** Performs it now; its answer code, which the sender gets if it is still there. */
  public String deliver() {
    return deliver(1).getFirst();
  }

  /** Performs it two times, as a network may; both answer codes, of which the sender gets one. */
  public List<String> deliverTwice() {
    return deliver(2);
  }

  private synchronized List<String> deliver(int times) {
    if (!arrived.isDone() || answered.isDone()) {
      throw new IllegalStateException("there is nothing to deliver, or not any more");
    }
    List<Answer> answers = Stream.generate(arrived.join()).limit(times).toList();
    answered.complete(Optional.of(answers.getFirst()));
    return answers.stream().map(Answer::code).toList();
  }

  /** Keeps the sender waiting; empty when the call is never delivered. */
  Optional<Answer> hold(Supplier<Answer> performing) {
    arrived.complete(performing);
    return answered.join();
  }

  /** It will never be delivered. */
  void giveUp() {
    answered.complete(Optional.empty());
  }
}
