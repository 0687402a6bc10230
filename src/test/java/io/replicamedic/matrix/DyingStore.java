package io.replicamedic.matrix;

import io.replicamedic.journal.EntryKind;
import io.replicamedic.workflow.Change;
import io.replicamedic.workflow.WorkflowStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;

/**
 * A store whose user dies right before or right after its n-th write: from then on nothing gets
 * through any more. Counts writes; made by {@link Ward} for each engine.
 */
final class DyingStore {
  /** The user is dead: no error of the service's, so that nothing in it catches this. */
  static final class Died extends Error {
    private static final long serialVersionUID = 1;

    Died(String where) {
      super(where);
    }
  }

  /** On which side of a write. */
  enum Side {
    BEFORE,
    AFTER
  }

  /**
   * Where to die.
   *
   * @param write counted from 1; 0 = never
   */
  record Point(int write, Side side) {
    static final Point NEVER = new Point(0, Side.BEFORE);

    @Override
    public String toString() {
      return side + " write " + write;
    }
  }

  /**
   * What the world does once such a row was written.
   *
   * @param rung whose row; empty = anybody's
   */
  record Meanwhile(EntryKind kind, String rung, Runnable act) {
    static final Meanwhile NOTHING = new Meanwhile(EntryKind.ENDED, "", () -> {});

    boolean isAt(Change change) {
      return change.entries().stream()
          .anyMatch(row -> row.kind() == kind && (rung.isEmpty() || row.rung().equals(rung)));
    }
  }

  private final WorkflowStore store;
  private final Point point;
  private final Meanwhile meanwhile;
  private int writes;
  private boolean dead;
  private boolean happened;

  DyingStore(WorkflowStore store, Point point, Meanwhile meanwhile) {
    this.store = store;
    this.point = point;
    this.meanwhile = meanwhile;
  }

  int writes() {
    return writes;
  }

  boolean died() {
    return dead;
  }

  WorkflowStore asStore() {
    return (WorkflowStore)
        Proxy.newProxyInstance(
            WorkflowStore.class.getClassLoader(),
            new Class<?>[] {WorkflowStore.class},
            (self, method, given) -> call(method, given));
  }

  private Object call(Method method, Object[] given) throws Throwable {
    if (dead) {
      throw new Died("dead already");
    }
    boolean write = isWrite(method);
    if (write && ++writes == point.write() && point.side() == Side.BEFORE) {
      die();
    }
    try {
      Object result = method.invoke(store, given);
      if (write && writes == point.write()) {
        die();
      }
      if (!happened
          && given != null
          && given[0] instanceof Change change
          && meanwhile.isAt(change)) {
        happened = true;
        meanwhile.act().run();
      }
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private void die() {
    dead = true;
    throw new Died(point.toString());
  }

  // Each of them writes journal rows: with a workflow, with an obligation alone, or alone.
  private static boolean isWrite(Method method) {
    return Set.of("begin", "commit", "move", "tell", "tellOnce").contains(method.getName());
  }
}
