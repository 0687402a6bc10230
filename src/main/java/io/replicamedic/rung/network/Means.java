package io.replicamedic.rung.network;

import io.replicamedic.obligation.Obligation;
import java.time.Duration;
import java.util.List;

/**
 * One way to keep a database from its source. All keep one contract, whatever they change:
 *
 * <ol>
 *   <li>proposing only reads;
 *   <li>preparing makes nothing unreachable; its whole undo is on record before its first call;
 *   <li>cutting uses only what preparing left and what was read back, and is on record by name
 *       before its first call;
 *   <li>undoing reverses exactly what is on record, makes a cutting call that may still be on its
 *       way impossible, and is over only on what was read (design.md, Zombies).
 * </ol>
 *
 * <p>Asked by {@link Isolation}, the network's rungs, {@link CutDischarger} and {@link Sentinel}.
 */
public interface Means {
  /** As requests, settings and plans call it: {@code security-group}. */
  String name();

  /** Kind of the obligations that record its cuts. */
  String kind();

  /** How long AWS may take to put a change of this means in force that it has accepted. */
  default Duration lag() {
    return Duration.ZERO;
  }

  /**
   * What it would do, if it can.
   *
   * @throws io.replicamedic.outside.CloudUnreadable when AWS cannot be asked
   */
  Proposal propose(Situation situation);

  /** A cut as it is on record. */
  Ongoing ongoing(Obligation obligation);

  /** What calls that arrived after their time left of these closed cuts. */
  List<Leftover> leftovers(List<Obligation> closed);
}
