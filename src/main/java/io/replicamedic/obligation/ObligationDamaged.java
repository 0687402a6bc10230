package io.replicamedic.obligation;

/** An obligation whose record cannot be read; thrown by the store, made a problem by web. */
public final class ObligationDamaged extends RuntimeException {
  private final String id;

  /** Names the obligation and what is wrong with its record. */
  public ObligationDamaged(String id, String why) {
    super("the record of obligation " + id + " cannot be read: " + why);
    this.id = id;
  }

  /** The obligation's id. */
  public String id() {
    return id;
  }
}
