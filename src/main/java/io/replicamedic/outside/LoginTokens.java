package io.replicamedic.outside;

import io.replicamedic.replication.Endpoint;

/**
 * RDS's IAM database authentication: passwords that are signed here, and that RDS takes for 15
 * minutes. Asked whenever a session is opened.
 */
public interface LoginTokens {
  /**
   * A new one; signed locally, AWS is asked for no more than the credentials to sign with. A
   * secret.
   *
   * @param account of the database: {@link Database#account}
   * @param endpoint the database's own host and port as RDS names it, not an alias of it
   * @param user the MySQL account, identified with AWSAuthenticationPlugin
   * @throws CloudUnreadable when there are no credentials or no region to sign with
   */
  String token(AwsAccount account, Endpoint endpoint, String user);

  /** For whoever has no databases with such logins. */
  LoginTokens NONE =
      (account, endpoint, user) -> {
        throw new UnsupportedOperationException("there are no tokens here");
      };
}
