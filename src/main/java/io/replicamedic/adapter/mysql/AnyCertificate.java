package io.replicamedic.adapter.mysql;

import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/**
 * TLS as --ssl-mode=REQUIRED and replication's own SSL=1 understand it: encrypted, certificate not
 * verified (a server's self-made one is the rule outside RDS).
 */
final class AnyCertificate implements X509TrustManager {
  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType) {}

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
