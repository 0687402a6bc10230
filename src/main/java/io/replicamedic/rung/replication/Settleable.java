package io.replicamedic.rung.replication;

import io.replicamedic.replication.WorkerError;

/** Whether the transaction that stopped the applier can be settled at all; a pre-flight check. */
final class Settleable {
  private static final String NAME = "conflict-can-be-settled";

  private Settleable() {}

  // The same transaction stops the applier again after a reset, unless it can be settled.
  static Check check(Conflict conflict, RdsCalls calls, ReplicaChannel channel) {
    if (conflict.name().isEmpty()) {
      return Check.refused(NAME, nameless(conflict));
    }
    String failed = conflict.name() + " failed with error " + conflict.errno();
    if (!conflict.anonymous()) {
      boolean skippable = calls.skip(conflict.gtid()).isPresent();
      return Check.that(
          NAME, skippable, skippable ? failed : "this server lacks rds_skip_transaction_with_gtid");
    }
    String mode = channel.session().facts().gtidMode();
    if (mode.startsWith("ON")) {
      return Check.refused(
          NAME, failed + ", has no GTID, and with gtid_mode=" + mode + " nothing skips it");
    }
    boolean skippable = calls.skipError().isPresent();
    return Check.that(
        NAME, skippable, skippable ? failed : "this server lacks a procedure that skips an error");
  }

  private static String nameless(Conflict conflict) {
    return new WorkerError(0, conflict.errno(), conflict.message(), "")
        .failedAt()
        .map(
            at ->
                "which transaction failed with error "
                    + conflict.errno()
                    + " is not known: its event ends at "
                    + at
                    + ", but it was not found in the source's binlog")
        .orElse("the server does not say which transaction failed with error " + conflict.errno());
  }
}
