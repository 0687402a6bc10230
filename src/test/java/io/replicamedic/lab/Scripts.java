package io.replicamedic.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which fate waits for which call; kept by the {@link AwsEndpoint}. */
final class Scripts {
  /** DryRuns are counted apart: a pre-flight does not take the fate meant for the act. */
  enum Kind {
    CALL,
    DRY_RUN
  }

  private record Line(String action, Kind kind) {}

  private final Map<Line, Integer> seen = new HashMap<>();
  private final Map<Line, Map<Integer, Fate>> planned = new HashMap<>();
  private final Map<String, Fate> always = new HashMap<>();
  private final List<Held> held = new ArrayList<>();
  private boolean closed;

  /** The next call that has no fate yet. */
  Script next(String action, Kind kind) {
    return new Script(fate -> planNext(new Line(action, kind), fate));
  }

  /** The nth call from now, 1 being the next. */
  Script nth(String action, Kind kind, int n) {
    return new Script(fate -> planNth(new Line(action, kind), n, fate));
  }

  /** Every call, DryRun or not, that has no fate of its own. */
  Script always(String action) {
    return new Script(fate -> planAlways(action, fate));
  }

  synchronized Fate of(Query request) {
    Line line = new Line(request.action(), request.isDryRun() ? Kind.DRY_RUN : Kind.CALL);
    int number = seen.merge(line, 1, Integer::sum);
    Fate own = planned.getOrDefault(line, Map.of()).get(number);
    return own != null ? own : always.getOrDefault(line.action(), new Fate.Ordinary());
  }

  /** From now on every call is an ordinary one; those held back stay so. */
  synchronized void forget() {
    planned.clear();
    always.clear();
  }

  synchronized void close() {
    closed = true;
    held.forEach(Held::giveUp);
  }

  private synchronized void planNext(Line line, Fate fate) {
    int number = seen.getOrDefault(line, 0) + 1;
    while (planned.getOrDefault(line, Map.of()).containsKey(number)) {
      number++;
    }
    plan(line, number, fate);
  }

  private synchronized void planNth(Line line, int n, Fate fate) {
    plan(line, seen.getOrDefault(line, 0) + n, fate);
  }

  private synchronized void planAlways(String action, Fate fate) {
    if (fate instanceof Fate.Late) {
      throw new IllegalArgumentException("one handle holds one call");
    }
    always.put(action, fate);
  }

  private void plan(Line line, int number, Fate fate) {
    if (closed) {
      throw new IllegalStateException("the endpoint is closed");
    }
    if (fate instanceof Fate.Late(Held late)) {
      held.add(late);
    }
    planned.computeIfAbsent(line, key -> new HashMap<>()).put(number, fate);
  }
}
