package io.replicamedic.outside;

/** What KILL answered. */
public enum KillAnswer {
  /** Accepted; the session ends when its current call lets it. */
  ACCEPTED,
  /** 1094: no such session; it is over. */
  GONE,
  /** 1095: not ours to kill, as inside a DEFINER procedure; wait instead. */
  REFUSED
}
