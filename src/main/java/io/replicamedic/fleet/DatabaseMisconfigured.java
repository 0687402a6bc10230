package io.replicamedic.fleet;

/** An id that is configured, but wrongly: nothing is done with it until that is repaired. */
public final class DatabaseMisconfigured extends RuntimeException {
  private final transient Misconfigured misconfigured;

  /** Says what is wrong. */
  public DatabaseMisconfigured(Misconfigured misconfigured) {
    super(misconfigured.toString());
    this.misconfigured = misconfigured;
  }

  /** What is wrong, and how it is put right. */
  public Misconfigured misconfigured() {
    return misconfigured;
  }
}
