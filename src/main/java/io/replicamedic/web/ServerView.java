package io.replicamedic.web;

import io.replicamedic.outside.ServerFacts;
import io.swagger.v3.oas.annotations.media.Schema;

/** What a server says of itself; part of a status. */
record ServerView(
    @Schema(example = "8.0.39") String version,
    String serverUuid,
    @Schema(example = "ON") String gtidMode,
    @Schema(description = "GTID set executed, whatever it came over") String executed,
    @Schema(description = "GTID set whose binlogs it has purged") String purged,
    boolean readOnly,
    boolean superReadOnly,
    @Schema(description = "what is applied is in its own binlog, too") boolean logsUpdates,
    @Schema(description = "relay logs are fetched anew after a crash") boolean relayLogRecovery,
    @Schema(description = "0 or 1 = none") int parallelWorkers,
    @Schema(description = "without it parallel workers leave gaps") boolean preservesCommitOrder,
    @Schema(description = "how long a receiver waits for an answer, seconds")
        int netTimeoutSeconds) {
  static ServerView of(ServerFacts facts) {
    return new ServerView(
        facts.version(),
        facts.serverUuid(),
        facts.gtidMode(),
        facts.executed().toString(),
        facts.purged().toString(),
        facts.readOnly(),
        facts.superReadOnly(),
        facts.logsUpdates(),
        facts.relayLogRecovery(),
        facts.parallelWorkers(),
        facts.preservesCommitOrder(),
        facts.netTimeoutSeconds());
  }

  void rows(Columns to) {
    to.row(
            "server",
            version
                + ", "
                + (superReadOnly ? "super read only" : readOnly ? "read only" : "writable"))
        .row("uuid", serverUuid + ", GTIDs " + gtidMode)
        .row(
            "workers",
            parallelWorkers < 2
                ? "one applier thread"
                : parallelWorkers + (preservesCommitOrder ? "" : ", commit order not kept"))
        .row(
            "relay logs",
            (relayLogRecovery ? "fetched anew after a crash" : "kept as they are after a crash")
                + (logsUpdates ? "" : "; what is applied is not in its own binlog"))
        .row("purged", purged.isEmpty() ? "nothing" : purged);
  }
}
