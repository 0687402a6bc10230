package io.replicamedic.fleet;

import io.replicamedic.outside.RdsDatabase;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.replication.ReplicationKind;
import java.util.Locale;

/**
 * An instance that the RDS API tells and nobody has registered: shown, and never touched. Not a
 * {@link io.replicamedic.outside.Database} on purpose: nothing that acts can be given one (law 7).
 *
 * @param id {@code rds:orders-2}; no registered id has a colon
 */
public record Discovered(String id, RdsDatabase told) {
  private static final String PREFIX = "rds:";

  static Discovered of(RdsDatabase told) {
    return new Discovered(PREFIX + told.facts().instance().toLowerCase(Locale.ROOT), told);
  }

  /** What the RDS API says of it. */
  public RdsFacts facts() {
    return told.facts();
  }

  /** Whether it replicates as far as RDS knows: of sources elsewhere it knows nothing. */
  public boolean isReplica() {
    return facts().kind() != ReplicationKind.EXTERNAL_BINLOG;
  }
}
