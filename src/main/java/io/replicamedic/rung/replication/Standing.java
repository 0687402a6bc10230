package io.replicamedic.rung.replication;

import io.replicamedic.forensics.BinlogPlace;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.SourceSession;
import io.replicamedic.replication.BinlogPosition;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.WorkerError;
import java.util.List;
import java.util.Optional;

/**
 * Where a channel without auto position stands in its source's binary log: in front of the first
 * transaction that is not applied. After an error of a parallel applier Exec_Source_Log_Pos lags
 * behind that, even with replica_preserve_commit_order and after a stop [9.7.4, measured]: what is
 * applied already would be applied again. So it is found by the transaction that failed.
 */
sealed interface Standing {
  /**
   * There.
   *
   * @param failing the transaction that stopped the applier; it begins at {@code position}
   */
  record At(BinlogPosition position, Optional<BinlogPlace> failing) implements Standing {}

  /** It cannot be told. */
  record Unknown(String why) implements Standing {}

  /** As the status says, and the source's binary log. */
  static Standing of(ReplicationStatus status, SourceAccess source) {
    BinlogPosition executed = executed(status);
    if (!executed.hasFile()) {
      return new Unknown("the channel has no position yet");
    }
    Optional<WorkerError> error = status.conflict();
    if (error.isEmpty()) {
      return new At(executed, Optional.empty());
    }
    Optional<BinlogPosition> failedAt = error.get().failedAt().map(at -> inFile(at, status));
    if (failedAt.isEmpty()) {
      return new Unknown("error " + error.get().errno() + " does not say where it happened");
    }
    if (!failedAt.get().hasFile()) {
      return new Unknown(
          "error " + error.get().errno() + " does not say in which file it happened");
    }
    return switch (source) {
      case SourceAccess.Closed(DatabaseUnreachable why) ->
          new Unknown("the source's binlog cannot be read: " + why.getMessage());
      case SourceAccess.Open(SourceSession session) -> failing(session, executed, failedAt.get());
    };
  }

  /** What the server calls executed: exact when the applier stopped without an error. */
  static BinlogPosition executed(ReplicationStatus status) {
    return new BinlogPosition(status.relaySourceLogFile(), status.execSourceLogPos());
  }

  // It lies between what is executed and what is received. Old servers do not always name its file.
  private static BinlogPosition inFile(BinlogPosition failedAt, ReplicationStatus status) {
    String executed = status.relaySourceLogFile();
    return executed.equals(status.detail().readLogFile())
        ? new BinlogPosition(executed, failedAt.offset())
        : failedAt;
  }

  private static Standing failing(
      SourceSession source, BinlogPosition executed, BinlogPosition failedAt) {
    List<BinlogPlace> places = source.transactions(executed, failedAt, 1);
    return places.stream()
        .filter(place -> place.covers(failedAt))
        .findFirst()
        .<Standing>map(place -> new At(place.start(), Optional.of(place)))
        .orElseGet(
            () ->
                new Unknown(
                    "no transaction of the source from "
                        + executed
                        + " on has an event that ends at "
                        + failedAt));
  }
}
