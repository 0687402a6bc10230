package io.replicamedic.rung.network;

import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.workflow.Signals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Undoes the cuts of one means: exactly our own change, call by call, each on record before it is
 * sent, each looked at afterwards (design.md, Zombies 4 to 8).
 */
public final class CutDischarger implements Discharger {
  /** In a row: then AWS means it, and asking again at once only fills the journal. */
  private static final int DENIALS = 3;

  private final Means means;
  private final NetworkPolicy policy;
  private final Clock clock;
  private final Settling settling;
  private final Rests rests = new Rests();

  /** For the cuts of that means. */
  public CutDischarger(Means means, NetworkPolicy policy, Clock clock, Signals signals) {
    this.means = means;
    this.policy = policy;
    this.clock = clock;
    this.settling = new Settling(policy, clock, signals);
  }

  @Override
  public String kind() {
    return means.kind();
  }

  @Override
  public boolean needsDatabase() {
    return false;
  }

  @Override
  public Duration lag() {
    return means.lag();
  }

  @Override
  public List<String> undoCommands(Obligation obligation) {
    return means.ongoing(obligation).undoCommands();
  }

  @Override
  public Discharge attempt(Obligation obligation, BooleanSupplier rightful, Announcement announce) {
    Optional<String> resting = rests.reason(obligation.id(), clock.instant());
    if (resting.isPresent()) {
      return new Discharge.NotYet(resting.get());
    }
    try {
      return undo(obligation, means.ongoing(obligation).undo(), announce);
    } catch (CloudUnreadable e) {
      return new Discharge.NotYet(String.valueOf(e.getMessage()));
    }
  }

  private Discharge undo(Obligation obligation, Undo undo, Announcement announce) {
    Instant until = clock.instant().plus(policy.patience()).plus(means.lag());
    String last = "";
    int repeated = 0;
    int refused = 0;
    while (true) {
      switch (undo.next()) {
        case Undo.Next.Done(String comparison) -> {
          rests.forget(obligation.id());
          return new Discharge.Closed(comparison + held(obligation));
        }
        case Undo.Next.Await(String awaited) -> {
          if (isOver(until)) {
            return new Discharge.NotYet("still to be done: " + awaited);
          }
          settling.pause(++repeated);
          last = awaited;
        }
        case Undo.Next.Send(Call call) -> {
          String words = call.words();
          if (isOver(until)) {
            return new Discharge.NotYet("still to be done: " + words);
          }
          repeated = words.equals(last) ? repeated + 1 : 0;
          if (repeated > 0) {
            settling.pause(repeated);
          }
          announce.acting(words, Map.of());
          ApiAnswer answer = call.send().get();
          announce.answered(words, answer.line());
          refused = answer.denied() ? refused + 1 : 0;
          if (refused == DENIALS) {
            String why = "still to be done: " + words + ": " + answer.line();
            rests.rest(obligation.id(), why, clock.instant());
            return new Discharge.NotYet(why);
          }
          last = words;
        }
      }
    }
  }

  private boolean isOver(Instant until) {
    return !clock.instant().isBefore(until);
  }

  private String held(Obligation obligation) {
    long held = Duration.between(obligation.createdAt(), clock.instant()).toMillis();
    return " (" + held / 1000.0 + " s after it was touched first)";
  }
}
