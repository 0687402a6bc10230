package io.replicamedic.rung.replication;

import io.replicamedic.forensics.BinlogPlace;
import java.util.Objects;
import java.util.Optional;

/**
 * The transaction that stopped the applier.
 *
 * @param gtid empty when it has none, or the server did not say
 * @param errno MySQL error number: 1062, 1032, …
 * @param message the server's words; shown, never parsed for rows
 * @param place where it is in the source's binary log, if that is what identifies it; records of
 *     before there were any have none
 */
public record Conflict(String gtid, int errno, String message, Optional<BinlogPlace> place) {
  public Conflict {
    place = Objects.requireNonNullElse(place, Optional.empty());
  }

  /** What identifies it: a GTID, or where it begins; empty when nothing does. */
  public String name() {
    return gtid.isEmpty() ? place.map(at -> at.start().toString()).orElse("") : gtid;
  }

  /** For people. */
  public String words() {
    return name().isEmpty() ? "the transaction that failed (which one is not known)" : name();
  }

  /** It has no GTID: it can only be left out by the skip counter, once it fails again. */
  public boolean anonymous() {
    return gtid.isEmpty();
  }

  /** Whether the other one is the same transaction. */
  boolean isSame(Conflict other) {
    return !name().isEmpty() && name().equals(other.name());
  }
}
