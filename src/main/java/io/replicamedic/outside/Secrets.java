package io.replicamedic.outside;

/** Turns a secret's reference into the secret; the value must never be logged or stored. */
public interface Secrets {
  /**
   * Resolves {@code env:NAME}, {@code file:/path} (one trailing newline is dropped) or {@code
   * aws-secretsmanager:NAME_OR_ARN#jsonKey}. It may have been read some moments ago.
   *
   * @throws SecretMissing when the reference names nothing readable; names the reference only
   */
  String resolve(String reference);

  /** The same, read now: for whoever was refused with what {@link #resolve} said. */
  default String resolveAnew(String reference) {
    return resolve(reference);
  }
}
