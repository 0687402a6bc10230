package io.replicamedic.workflow;

/** An order that cannot be served as asked; the message says why, the remedy what does apply. */
public final class OrderRefused extends RuntimeException {
  private final String code;
  private final String remedy;

  /** Stable code (managed-replica, no-source, …), the reason, and what the caller can do. */
  public OrderRefused(String code, String why, String remedy) {
    super(why);
    this.code = code;
    this.remedy = remedy;
  }

  /** Stable code. */
  public String code() {
    return code;
  }

  /** What the caller can do instead. */
  public String remedy() {
    return remedy;
  }
}
