package io.replicamedic.lab;

/**
 * How long a lab's receiver goes on trying; part of {@link LabSettings}.
 *
 * @param seconds between two attempts (Source_Connect_Retry)
 * @param count attempts until it gives up (Source_Retry_Count)
 * @param silence seconds that an attempt without an answer lasts (replica_net_timeout)
 */
public record Retries(int seconds, int count, int silence) {
  /** Would go on for days, as MySQL 8.0's defaults do, in short steps. */
  public static final Retries FOR_DAYS = new Retries(1, 86400, 4);
}
