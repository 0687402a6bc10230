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

  /**
   * Gives up soon, as MySQL 8.4's default of ten attempts does: after some ten seconds of refusals
   * or resets, or fifty of silence, the receiver reads {@code No}. A cut network ends it by itself.
   */
  public static final Retries FEW = new Retries(1, 10, 4);

  /**
   * Hangs in an attempt that is not answered for as long as MySQL's default, then gives up soon.
   */
  public static final Retries HANGING = new Retries(1, 3, 60);

  /** Gives up within seconds, of silence too: for what must be waited for to the end. */
  public static final Retries FEWEST = new Retries(1, 3, 2);
}
