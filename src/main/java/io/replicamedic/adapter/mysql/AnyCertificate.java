package io.replicamedic.adapter.mysql;

import com.github.shyiko.mysql.binlog.network.DefaultSSLSocketFactory;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * TLS as Connector/J's REQUIRED and replication's own SSL=1 understand it: encrypted, certificate
 * not verified (a server's self-made one is the rule outside RDS).
 */
final class AnyCertificate extends DefaultSSLSocketFactory {
  @Override
  protected void initSSLContext(SSLContext context) throws GeneralSecurityException {
    context.init(null, new TrustManager[] {new TrustAll()}, null);
  }

  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
