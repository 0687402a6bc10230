package io.replicamedic.lab;

import java.util.HashMap;
import java.util.Map;

/**
 * How a {@link Lab} is to be; start from {@link #ghost()} and change what a test is about.
 *
 * @param connectRetry seconds between the receiver's attempts (Source_Connect_Retry)
 * @param retryCount attempts until the receiver gives up (Source_Retry_Count)
 * @param netTimeout seconds until the receiver gives a silent connection up (replica_net_timeout)
 * @param transport whether the replica reaches its source over TLS
 * @param replicaOptions more mysqld options for the replica, over the lab's own
 * @param sourceOptions the same for the source
 */
public record LabSettings(
    Personality personality,
    KillProcedure kill,
    int connectRetry,
    int retryCount,
    int netTimeout,
    Transport transport,
    Map<String, String> replicaOptions,
    Map<String, String> sourceOptions) {

  public LabSettings {
    replicaOptions = Map.copyOf(replicaOptions);
    sourceOptions = Map.copyOf(sourceOptions);
  }

  /** How the replication account's password travels. */
  public enum Transport {
    TLS,
    /** caching_sha2_password then works only while the source's password cache is warm. */
    PLAIN
  }

  /** Incident 1: the receiver would retry for days, and may be ended by rds_kill. */
  public static LabSettings ghost() {
    return new LabSettings(
        Personality.AURORA_V3,
        KillProcedure.ALLOWED,
        1,
        86400,
        4,
        Transport.TLS,
        Map.of(),
        Map.of());
  }

  public LabSettings withKill(KillProcedure value) {
    return new LabSettings(
        personality,
        value,
        connectRetry,
        retryCount,
        netTimeout,
        transport,
        replicaOptions,
        sourceOptions);
  }

  /** Seconds between attempts, attempts, and seconds a silent attempt lasts. */
  public LabSettings withRetries(int seconds, int count, int silence) {
    return new LabSettings(
        personality, kill, seconds, count, silence, transport, replicaOptions, sourceOptions);
  }

  public LabSettings withTransport(Transport value) {
    return new LabSettings(
        personality,
        kill,
        connectRetry,
        retryCount,
        netTimeout,
        value,
        replicaOptions,
        sourceOptions);
  }

  public LabSettings withReplicaOption(String name, String value) {
    return new LabSettings(
        personality,
        kill,
        connectRetry,
        retryCount,
        netTimeout,
        transport,
        with(replicaOptions, name, value),
        sourceOptions);
  }

  public LabSettings withSourceOption(String name, String value) {
    return new LabSettings(
        personality,
        kill,
        connectRetry,
        retryCount,
        netTimeout,
        transport,
        replicaOptions,
        with(sourceOptions, name, value));
  }

  private static Map<String, String> with(Map<String, String> options, String name, String value) {
    Map<String, String> more = new HashMap<>(options);
    more.put(name, value);
    return more;
  }
}
