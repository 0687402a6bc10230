package io.replicamedic.workflow;

/** A command that does not fit the workflow as it is; the remedy says what would. */
public final class NotPossible extends RuntimeException {
  private final String code;
  private final String remedy;

  /** Stable code, the reason, and what the caller can do. */
  public NotPossible(String code, String why, String remedy) {
    super(why);
    this.code = code;
    this.remedy = remedy;
  }

  /** Stable code: no-such-workflow, not-asked, unknown-option, not-running. */
  public String code() {
    return code;
  }

  /** What the caller can do. */
  public String remedy() {
    return remedy;
  }
}
