package io.replicamedic.adapter.mysql;

import io.replicamedic.replication.CommitTimes;
import io.replicamedic.replication.WorkerError;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What performance_schema says of the channels beside SHOW REPLICA STATUS; read by StatusReader.
 * Times are those of the session, which is UTC; zero dates mean never.
 */
record BesideStatus(
    List<ServerRow> configurations,
    List<ServerRow> connections,
    List<ServerRow> coordinators,
    List<ServerRow> workers) {
  private static final String ERROR_AT = "LAST_ERROR_TIMESTAMP";

  /** That channel's row, or one without columns. */
  ServerRow configuration(String channel) {
    return first(configurations, channel);
  }

  /** That channel's row, or one without columns. */
  ServerRow connection(String channel) {
    return first(connections, channel);
  }

  List<WorkerError> workerErrors(String channel) {
    return errors(ReplicationTables.of(workers, channel));
  }

  Optional<Instant> receiverErrorAt(String channel) {
    return time(connection(channel), ERROR_AT);
  }

  Optional<Instant> applierErrorAt(String channel) {
    return appliers(channel)
        .flatMap(row -> time(row, ERROR_AT).stream())
        .max(Comparator.naturalOrder());
  }

  CommitTimes commits(String channel) {
    return new CommitTimes(
        time(connection(channel), "LAST_QUEUED_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP"),
        appliers(channel)
            .flatMap(
                row -> time(row, "LAST_APPLIED_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP").stream())
            .max(Comparator.naturalOrder()),
        appliers(channel)
            .flatMap(
                row ->
                    Stream.of(
                            "APPLYING_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP",
                            "PROCESSING_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP")
                        .flatMap(column -> time(row, column).stream()))
            .min(Comparator.naturalOrder()));
  }

  /** Workers without an error are left out. 5.7 has LAST_SEEN_TRANSACTION instead. */
  static List<WorkerError> errors(List<ServerRow> workers) {
    return workers.stream()
        .filter(worker -> worker.integer("LAST_ERROR_NUMBER") != 0)
        .map(
            worker ->
                new WorkerError(
                    worker.number("WORKER_ID"),
                    worker.integer("LAST_ERROR_NUMBER"),
                    worker.text("LAST_ERROR_MESSAGE"),
                    transactionOf(worker)))
        .toList();
  }

  private static String transactionOf(ServerRow worker) {
    String gtid =
        worker.columns().containsKey("APPLYING_TRANSACTION")
            ? worker.text("APPLYING_TRANSACTION")
            : worker.text("LAST_SEEN_TRANSACTION");
    return gtid.equals("ANONYMOUS") ? "" : gtid;
  }

  /** Without parallel workers there is no coordinator: its table has no row then. */
  private Stream<ServerRow> appliers(String channel) {
    return Stream.of(coordinators, workers)
        .flatMap(rows -> ReplicationTables.of(rows, channel).stream());
  }

  private static ServerRow first(List<ServerRow> rows, String channel) {
    return ReplicationTables.of(rows, channel).stream().findFirst().orElse(new ServerRow(Map.of()));
  }

  private static Optional<Instant> time(ServerRow row, String column) {
    String text = row.text(column);
    return text.isEmpty() || text.startsWith("0000")
        ? Optional.empty()
        : Optional.of(LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
  }
}
