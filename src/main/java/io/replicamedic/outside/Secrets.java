package io.replicamedic.outside;

/** Turns a secret's reference into the secret; the value must never be logged or stored. */
public interface Secrets {
  /**
   * Resolves {@code env:NAME} or {@code file:/path} (one trailing newline is dropped).
   *
   * @throws SecretMissing when the reference names nothing readable; names the reference only
   */
  String resolve(String reference);
}
