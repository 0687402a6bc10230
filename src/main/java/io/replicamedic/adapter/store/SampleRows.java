package io.replicamedic.adapter.store;

import io.replicamedic.fleet.HistoryStore.Place;
import io.replicamedic.fleet.StatusSample;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Severity;
import io.replicamedic.replication.ThreadState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Samples as rows; the plain half of {@link JdbcHistory}. */
final class SampleRows {
  private final JdbcClient jdbc;
  private final JdbcTemplate batches;

  SampleRows(JdbcClient jdbc, JdbcTemplate batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** The caller's transaction. */
  int insert(List<StatusSample> samples) {
    batches.batchUpdate(
        "INSERT INTO status_sample (replica, sampled_at, channel, code, severity, receiver,"
            + " applier, receiver_errno, applier_errno, lag_millis, delay_seconds, retries_left)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        samples,
        samples.size(),
        SampleRows::fill);
    return samples.size();
  }

  private static void fill(PreparedStatement row, StatusSample sample) throws SQLException {
    Optional<StatusSample.Figures> figures = sample.figures();
    row.setString(1, sample.replica());
    row.setString(2, Times.text(sample.at()));
    row.setString(3, sample.channel());
    row.setString(4, sample.code().name());
    row.setString(5, sample.severity().name());
    row.setString(6, figures.map(it -> it.receiver().name()).orElse(null));
    row.setString(7, figures.map(it -> it.applier().name()).orElse(null));
    row.setObject(8, figures.map(StatusSample.Figures::receiverErrno).orElse(null), Types.INTEGER);
    row.setObject(9, figures.map(StatusSample.Figures::applierErrno).orElse(null), Types.INTEGER);
    row.setObject(
        10,
        figures.flatMap(StatusSample.Figures::lag).map(Duration::toMillis).orElse(null),
        Types.BIGINT);
    row.setObject(11, figures.map(StatusSample.Figures::delaySeconds).orElse(null), Types.INTEGER);
    row.setObject(
        12, figures.flatMap(StatusSample.Figures::retriesLeft).orElse(null), Types.BIGINT);
  }

  List<StatusSample> read(String replica, Instant from, Place before, int limit) {
    String until = Times.text(before.at());
    return jdbc.sql(
            "SELECT * FROM status_sample WHERE replica = ? AND sampled_at >= ? AND sampled_at <= ?"
                + " AND (sampled_at < ? OR channel < ?)"
                + " ORDER BY sampled_at DESC, channel DESC LIMIT "
                + limit)
        .params(replica, Times.text(from), until, until, before.channel())
        .query((row, number) -> sample(row))
        .list();
  }

  /** The caller's transaction. */
  int prune(Instant before, int limit) {
    String upTo =
        jdbc.sql(
                "SELECT sampled_at FROM status_sample WHERE sampled_at < ? ORDER BY sampled_at"
                    + " LIMIT 1 OFFSET "
                    + (limit - 1))
            .param(Times.text(before))
            .query(String.class)
            .optional()
            .orElseGet(() -> Times.text(before.minusNanos(1000)));
    return jdbc.sql("DELETE FROM status_sample WHERE sampled_at <= ?").param(upTo).update();
  }

  private static StatusSample sample(ResultSet row) throws SQLException {
    return new StatusSample(
        row.getString("replica"),
        Instant.parse(row.getString("sampled_at")),
        row.getString("channel"),
        DiagnosisCode.valueOf(row.getString("code")),
        Severity.valueOf(row.getString("severity")),
        figures(row));
  }

  private static Optional<StatusSample.Figures> figures(ResultSet row) throws SQLException {
    @Nullable String receiver = row.getString("receiver");
    if (receiver == null) {
      return Optional.empty();
    }
    return Optional.of(
        new StatusSample.Figures(
            ThreadState.valueOf(receiver),
            ThreadState.valueOf(row.getString("applier")),
            row.getInt("receiver_errno"),
            row.getInt("applier_errno"),
            number(row, "lag_millis").map(Duration::ofMillis),
            row.getInt("delay_seconds"),
            number(row, "retries_left")));
  }

  private static Optional<Long> number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(value);
  }
}
