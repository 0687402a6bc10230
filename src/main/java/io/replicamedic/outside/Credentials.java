package io.replicamedic.outside;

/**
 * A login; the password is a reference (see {@link Secrets#resolve}), resolved only at the moment
 * of use, or {@code iam}: a token of {@link LoginTokens}.
 */
public record Credentials(String user, String passwordRef) {
  /** Stands for a token in place of a reference. */
  public static final String IAM = "iam";

  /** Whether the password is a token, made for each login. */
  public boolean isToken() {
    return IAM.equals(passwordRef);
  }
}
