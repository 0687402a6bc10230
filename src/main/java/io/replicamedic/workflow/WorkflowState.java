package io.replicamedic.workflow;

/** Where a workflow is; every legal move is in {@link #on}, anything else throws. */
public enum WorkflowState {
  /** An instance is, or may be, carrying it on. */
  RUNNING,
  /** A question to a person is open; nothing is owed. */
  WAITING,
  /** Only obligations are discharged from here on; then it ends. */
  CLOSING,
  /** The last goal was read as met. */
  SUCCEEDED,
  /** It healed without us before anything irreversible was done. */
  RECOVERED,
  /** Nothing was wrong at the first reading. */
  NOTHING_TO_DO,
  /** The ladder ended, or a check said no: a person takes it from here, with the evidence. */
  HANDED_OVER,
  /** A person cancelled it. */
  CANCELLED,
  /** A person said no at a gate. */
  REJECTED,
  /** Nobody answered in time. */
  EXPIRED;

  /** What can happen to a workflow. */
  public enum Move {
    ASK,
    ANSWER,
    CLOSE,
    END
  }

  /** No move leads out of it. */
  public boolean ended() {
    return switch (this) {
      case RUNNING, WAITING, CLOSING -> false;
      case SUCCEEDED, RECOVERED, NOTHING_TO_DO, HANDED_OVER, CANCELLED, REJECTED, EXPIRED -> true;
    };
  }

  /**
   * The state after a move.
   *
   * @param end which end; looked at by {@link Move#END} only
   * @throws IllegalStateException when the move is not legal here
   */
  public WorkflowState on(Move move, WorkflowState end) {
    return switch (this) {
      case RUNNING ->
          switch (move) {
            case ASK -> WAITING;
            case CLOSE -> CLOSING;
            case ANSWER, END -> throw illegal(move);
          };
      case WAITING ->
          switch (move) {
            case ANSWER -> RUNNING;
            case CLOSE -> CLOSING;
            case ASK, END -> throw illegal(move);
          };
      case CLOSING -> {
        if (move == Move.END && end.ended()) {
          yield end;
        }
        throw illegal(move);
      }
      case SUCCEEDED, RECOVERED, NOTHING_TO_DO, HANDED_OVER, CANCELLED, REJECTED, EXPIRED ->
          throw illegal(move);
    };
  }

  private IllegalStateException illegal(Move move) {
    return new IllegalStateException(move + " is not a move from " + this);
  }
}
