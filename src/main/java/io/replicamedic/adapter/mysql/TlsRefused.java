package io.replicamedic.adapter.mysql;

import io.replicamedic.outside.Tls;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no TLS as a login wants it, in words for an operator; becomes an error 2026
 * (CR_SSL_CONNECTION_ERROR, what a receiver reports in the same place). Nothing is sent in clear
 * instead.
 */
final class TlsRefused extends IOException {
  static final int SSL_CONNECTION_ERROR = 2026;

  TlsRefused(String why) {
    super("TLS: " + why);
  }

  TlsRefused(String why, Throwable cause) {
    super("TLS: " + why, cause);
  }

  /** What a handshake that failed means. */
  static TlsRefused by(SSLException failure, Login login) {
    return new TlsRefused(words(failure, login.tls(), login.endpoint().host()), failure);
  }

  private static String words(SSLException failure, Tls tls, String host) {
    CertificateException certificate = caused(failure, CertificateException.class);
    if (caused(failure, CertificateExpiredException.class) != null) {
      return "a certificate of the server's has expired (" + innermost(failure) + ")";
    }
    if (caused(failure, CertificateNotYetValidException.class) != null) {
      return "a certificate of the server's is not valid yet (" + innermost(failure) + ")";
    }
    if (caused(failure, CertPathBuilderException.class) != null) {
      return "the server's certificate is not signed by any CA in " + CaFile.named(tls.ca());
    }
    if (certificate != null) {
      return tls.mode() == Tls.Mode.VERIFY_IDENTITY && certificate.getCause() == null
          ? "the server's certificate is not made out to " + host + " (" + innermost(failure) + ")"
          : "the server's certificate is not accepted (" + innermost(failure) + ")";
    }
    return "nothing could be agreed on (" + innermost(failure) + ")";
  }

  private static <T extends Throwable> @Nullable T caused(Throwable failure, Class<T> by) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (by.isInstance(at)) {
        return by.cast(at);
      }
    }
    return null;
  }

  private static String innermost(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return String.valueOf(at.getMessage());
  }
}
