package io.replicamedic.adapter.mysql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The CAs that a PEM file holds, RDS's global bundle say; read by {@link Encryption}. */
final class CaFile {
  private CaFile() {}

  /** By what a changed file is known. A mounted secret changes by another file at its place. */
  record Stamp(FileTime changed, long size, String file) {
    static final Stamp NONE = new Stamp(FileTime.fromMillis(0), 0, "");
  }

  static Stamp stamp(String ca) throws TlsRefused {
    if (ca.isEmpty()) {
      return Stamp.NONE;
    }
    try {
      BasicFileAttributes is = Files.readAttributes(Path.of(ca), BasicFileAttributes.class);
      return new Stamp(is.lastModifiedTime(), is.size(), String.valueOf(is.fileKey()));
    } catch (IOException e) {
      throw unreadable(ca, e);
    }
  }

  /** Trusts what those CAs have signed; Java's own CAs when none are named. */
  static TrustManager[] trusting(String ca) throws TlsRefused, GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(ca.isEmpty() ? null : store(ca));
    return factory.getTrustManagers();
  }

  static String named(String ca) {
    return ca.isEmpty() ? "the list of CAs that Java trusts" : "the CA file " + ca;
  }

  private static KeyStore store(String ca) throws TlsRefused, GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate each : certificates(Files.readAllBytes(Path.of(ca)))) {
        store.setCertificateEntry("ca-" + number++, each);
      }
      return store;
    } catch (IOException e) {
      throw unreadable(ca, e);
    }
  }

  private static Collection<? extends Certificate> certificates(byte[] pem)
      throws CertificateException {
    Collection<? extends Certificate> all =
        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
    if (all.isEmpty()) {
      throw new CertificateException("it holds no certificate");
    }
    return all;
  }

  private static TlsRefused unreadable(String ca, IOException e) {
    return new TlsRefused(named(ca) + " cannot be read: " + e.getClass().getSimpleName(), e);
  }
}
