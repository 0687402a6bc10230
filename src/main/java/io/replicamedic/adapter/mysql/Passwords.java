package io.replicamedic.adapter.mysql;

import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.LoginTokens;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.outside.Secrets;
import java.util.function.Function;

/**
 * Passwords at the moment of use, for Connector/J's logins and the binlog protocol's. One that was
 * rotated meanwhile is read anew when the server refuses it, so that a rotation costs a failed
 * login at most, and nobody is told of it.
 */
final class Passwords {
  private static final int ACCESS_DENIED = 1045;

  private final Secrets secrets;
  private final LoginTokens tokens;

  Passwords(Secrets secrets, LoginTokens tokens) {
    this.secrets = secrets;
    this.tokens = tokens;
  }

  /**
   * Logs in, a second time at most.
   *
   * @param attempt logs in with that password; throws DatabaseUnreachable
   */
  <T> T loggedIn(Login login, Function<String, T> attempt) {
    Credentials credentials = login.credentials();
    if (credentials.isToken()) {
      return attempt.apply(token(login));
    }
    // Resolved first: a missing secret is an error of configuration, not of the database.
    String password = secrets.resolve(credentials.passwordRef());
    try {
      return attempt.apply(password);
    } catch (DatabaseUnreachable refused) {
      if (refused.errno() != ACCESS_DENIED) {
        throw refused;
      }
      String now = anew(credentials, password);
      if (now.equals(password)) {
        throw refused;
      }
      return attempt.apply(now);
    }
  }

  private String anew(Credentials credentials, String before) {
    try {
      return secrets.resolveAnew(credentials.passwordRef());
    } catch (SecretMissing e) {
      return before; // the refusal says more
    }
  }

  private String token(Login login) {
    if (!login.tls().isVerified()) {
      throw new DatabaseUnreachable(
          login.role(),
          login.endpoint(),
          TlsRefused.SSL_CONNECTION_ERROR,
          "TLS: an IAM token is sent in clear inside it, and so to nobody whose certificate is not"
              + " verified",
          new IllegalStateException("tls is " + login.tls().mode().word()));
    }
    try {
      return tokens.token(login.account(), login.endpoint(), login.credentials().user());
    } catch (CloudUnreadable e) {
      throw new SecretMissing(
          Credentials.IAM + " (a token for " + login.credentials().user() + ")",
          String.valueOf(e.getMessage()));
    }
  }
}
