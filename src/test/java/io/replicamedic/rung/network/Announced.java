package io.replicamedic.rung.network;

import io.replicamedic.obligation.Discharger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a discharge put on record before each act, and what happens then; for tests of undoing. */
public final class Announced implements Discharger.Announcement {
  private final List<String> acts = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private final Runnable committing;

  /** Nothing happens. */
  public Announced() {
    this(() -> {});
  }

  /** That happens at each act, before it counts as announced. */
  public Announced(Runnable committing) {
    this.committing = committing;
  }

  /** Statements, in order. */
  public List<String> acts() {
    return acts;
  }

  /** What these answered. */
  public List<String> answers() {
    return answers;
  }

  @Override
  public void acting(String statement, Map<String, Object> detail) {
    committing.run();
    acts.add(statement);
  }

  @Override
  public void answered(String statement, String answer) {
    if (!statement.equals(acts.getLast())) {
      throw new AssertionError(statement + " was not announced");
    }
    answers.add(answer);
  }
}
