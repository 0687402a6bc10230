package io.replicamedic.adapter.mysql;

import io.replicamedic.outside.DatabaseUnreachable;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Turns Connector/J's exceptions into ours, with the server's numbers and no secret. */
final class Refusals {
  /** CR_AUTH_PLUGIN_ERR, "Authentication requires secure connection", what a receiver reports. */
  static final int NEEDS_SECURE_CONNECTION = 2061;

  private Refusals() {}

  /**
   * A login that failed. Connector/J refuses to ask for the server's key when there is no TLS; the
   * receiver, in the same place, reports 2061, so that is the number given.
   */
  static DatabaseUnreachable ofLogin(Login login, SQLException e) {
    if (wantsPublicKey(e)) {
      return new DatabaseUnreachable(
          login.role(),
          login.endpoint(),
          NEEDS_SECURE_CONNECTION,
          "account '"
              + login.credentials().user()
              + "' uses caching_sha2_password or sha256_password, which needs TLS: the server does"
              + " not remember the account and would need its password itself",
          e);
    }
    TlsRefused tls = tlsRefusal(e);
    if (tls != null) {
      return new DatabaseUnreachable(
          login.role(),
          login.endpoint(),
          TlsRefused.SSL_CONNECTION_ERROR,
          String.valueOf(tls.getMessage()),
          e);
    }
    return of(login, e);
  }

  /** Any other failure, of a login or of a statement without secrets. */
  static DatabaseUnreachable of(Login login, SQLException e) {
    boolean network = isCommunication(e);
    String why = network ? networkWords(e) : e.getErrorCode() + " " + e.getMessage();
    return new DatabaseUnreachable(
        login.role(), login.endpoint(), network ? 0 : e.getErrorCode(), why, e);
  }

  /** Whether the connection is gone or silent, so that nothing is known of the statement. */
  static boolean isCommunication(SQLException e) {
    String state = e.getSQLState();
    return e.getErrorCode() == 0 && state != null && state.startsWith("08");
  }

  static String networkWords(SQLException e) {
    Throwable root = rootOf(e);
    if (root instanceof SocketTimeoutException) {
      return "no answer in time (" + root.getMessage() + ")";
    }
    return root.getMessage() == null
        ? "connection lost"
        : "connection failed: " + root.getMessage();
  }

  private static Throwable rootOf(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static @Nullable TlsRefused tlsRefusal(SQLException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof TlsRefused refused) {
        return refused;
      }
      if (t.getMessage() != null && t.getMessage().contains("not provided by server")) {
        return new TlsRefused("the server does not offer it");
      }
    }
    return null;
  }

  private static boolean wantsPublicKey(SQLException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (mentionsKey(t)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mentionsKey(Throwable t) {
    return t.getMessage() != null && t.getMessage().contains("Public Key Retrieval");
  }
}
