package io.replicamedic.adapter.mysql;

import io.replicamedic.outside.Tls;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Encrypts the connections of Connector/J and of the binlog protocol alike, so that both obey the
 * same mode. One per {@link MysqlDatabases}: a thousand sessions share one context and one reading
 * of the CA file, which is read again when it has changed.
 */
final class Encryption {
  private final Map<Tls, Ready> ready = new ConcurrentHashMap<>();

  /** What was made of a CA file as it was then. */
  private record Ready(CaFile.Stamp stamp, SSLContext context) {}

  /**
   * TLS over that socket, agreed on, with a certificate that is as the login wants it.
   *
   * @throws TlsRefused when there is no such certificate, or nothing to verify it by
   */
  SSLSocket over(Socket socket, Login login) throws IOException {
    SSLSocket encrypted = unagreed(socket, login);
    try {
      encrypted.startHandshake();
      return encrypted;
    } catch (SSLException e) {
      throw TlsRefused.by(e, login);
    }
  }

  /**
   * The same for who begins the handshake itself: a second one is a renegotiation by TLS 1.2, at
   * which servers hang up (8.0.15, measured).
   */
  SSLSocket unagreed(Socket socket, Login login) throws IOException {
    Tls tls = login.tls();
    String host = login.endpoint().host();
    SSLSocket encrypted =
        (SSLSocket)
            context(tls)
                .getSocketFactory()
                .createSocket(socket, host, login.endpoint().port(), true);
    if (tls.mode() == Tls.Mode.VERIFY_IDENTITY) {
      SSLParameters parameters = encrypted.getSSLParameters();
      // RFC 2818: a DNS name or an address among the certificate's alternative names.
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      encrypted.setSSLParameters(parameters);
    }
    return encrypted;
  }

  /** What is wrong with the CA file, if anything. */
  static Optional<String> flaw(Tls tls) {
    try {
      made(tls);
      return Optional.empty();
    } catch (TlsRefused e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private SSLContext context(Tls tls) throws TlsRefused {
    CaFile.Stamp stamp = tls.isVerified() ? CaFile.stamp(tls.ca()) : CaFile.Stamp.NONE;
    Ready known = ready.get(tls);
    if (known == null || !known.stamp().equals(stamp)) {
      known = new Ready(stamp, made(tls));
      ready.put(tls, known);
    }
    return known.context();
  }

  private static SSLContext made(Tls tls) throws TlsRefused {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          null,
          tls.isVerified() ? CaFile.trusting(tls.ca()) : new TrustManager[] {new AnyCertificate()},
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new TlsRefused(CaFile.named(tls.ca()) + " cannot be used: " + e.getMessage(), e);
    }
  }
}
