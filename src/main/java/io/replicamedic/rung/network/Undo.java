package io.replicamedic.rung.network;

/** One attempt to undo a cut, call by call; walked by {@link CutDischarger}. */
@FunctionalInterface
public interface Undo {
  /** Reads, and says what comes next. */
  Next next();

  /** What undoing needs next. */
  sealed interface Next {
    /** This call; read again afterwards. */
    record Send(Call call) implements Next {}

    /** AWS is still at it: read again later. */
    record Await(String what) implements Next {}

    /**
     * Nothing: it may be closed.
     *
     * @param comparison what there was before against what there is now, for the journal
     */
    record Done(String comparison) implements Next {}
  }
}
