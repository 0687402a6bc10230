package io.replicamedic.outside;

/** A secret's reference that resolves to nothing; carries the reference, never a value. */
public final class SecretMissing extends RuntimeException {
  /** Names the reference and why it could not be read. */
  public SecretMissing(String reference, String why) {
    super("secret " + reference + " cannot be read: " + why);
  }
}
