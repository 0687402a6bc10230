package io.replicamedic.rung.network;

import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.workflow.Signals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Undoes the cuts of one means: exactly our own change, call by call, each on record before it is
 * sent, each looked at afterwards (design.md, Zombies 4 to 8).
 */
public final class CutDischarger implements Discharger {
  private final Means means;
  private final NetworkPolicy policy;
  private final Clock clock;
  private final Settling settling;

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
    while (true) {
      Undo.Next next = undo.next();
      if (next instanceof Undo.Next.Done(String comparison)) {
        return new Discharge.Closed(comparison + held(obligation));
      }
      String what =
          switch (next) {
            case Undo.Next.Send(Call call) -> call.words();
            case Undo.Next.Await(String awaited) -> awaited;
            case Undo.Next.Done(String comparison) -> comparison;
          };
      if (!clock.instant().isBefore(until)) {
        return new Discharge.NotYet("still to be done: " + what);
      }
      repeated = what.equals(last) || next instanceof Undo.Next.Await ? repeated + 1 : 0;
      if (repeated > 0) {
        settling.pause(repeated);
      }
      if (next instanceof Undo.Next.Send(Call call)) {
        announce.acting(what, Map.of());
        announce.answered(what, call.send().get().line());
      }
      last = what;
    }
  }

  private String held(Obligation obligation) {
    long held = Duration.between(obligation.createdAt(), clock.instant()).toMillis();
    return " (" + held / 1000.0 + " s after it was touched first)";
  }
}
