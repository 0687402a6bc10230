package io.replicamedic.lab;

/** How the replication account's password travels; part of {@link LabSettings}. */
public enum Transport {
  TLS,
  /** caching_sha2_password then works only while the source's password cache is warm. */
  PLAIN
}
