package io.replicamedic.adapter.mysql;

/** How a login travels; the same choice for Connector/J and for the binlog protocol. */
enum Transport {
  /** TLS or nothing. The certificate is not verified, as replication does not verify it either. */
  TLS("REQUIRED"),
  /** TLS when the server offers it. */
  TLS_IF_OFFERED("PREFERRED"),
  /** No TLS, even when the server offers it. */
  PLAIN("DISABLED");

  private final String sslMode;

  Transport(String sslMode) {
    this.sslMode = sslMode;
  }

  /** Connector/J's word for it. */
  String sslMode() {
    return sslMode;
  }
}
