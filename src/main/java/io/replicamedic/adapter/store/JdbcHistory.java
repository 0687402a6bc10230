package io.replicamedic.adapter.store;

import io.replicamedic.fleet.HistoryStore;
import io.replicamedic.fleet.ReplicaState;
import io.replicamedic.fleet.StatusChange;
import io.replicamedic.fleet.StatusNote;
import io.replicamedic.fleet.StatusSample;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The history of the replicas in the store; see the migration for what numbers the changes. */
@Component
final class JdbcHistory implements HistoryStore {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcHistory.class);

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final Transactions transactions;
  private final SampleRows sampleRows;
  private final JsonMapper json;

  /** Up to there no replica has too many changes: only those that changed since are counted. */
  private volatile long counted;

  JdbcHistory(JdbcClient jdbc, JdbcTemplate batches, Transactions transactions, JsonMapper json) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.transactions = transactions;
    this.sampleRows = new SampleRows(jdbc, batches);
    this.json = json;
  }

  @Override
  public void record(List<StatusNote> notes) {
    taken(() -> recorded(notes));
  }

  // Whoever holds the head has the states to itself, too.
  private int recorded(List<StatusNote> notes) {
    long seq = locked().last();
    Map<String, Instant> changedAt = new HashMap<>();
    Map<String, ReplicaState> states = states(notes, changedAt);
    List<StatusChange> changes = new ArrayList<>();
    Map<String, StatusChange> last = new HashMap<>();
    List<String> known = List.copyOf(states.keySet());
    for (StatusNote note : unwritten(notes, changedAt)) {
      Optional<ReplicaState> before = Optional.ofNullable(states.put(note.replica(), note.state()));
      if (before.filter(note.state()::equals).isEmpty()) {
        StatusChange change =
            new StatusChange(++seq, note.replica(), note.at(), before, note.state());
        changes.add(change);
        last.put(note.replica(), change);
      }
    }
    if (changes.isEmpty()) {
      return 0;
    }
    insert(changes);
    known.forEach(replica -> Optional.ofNullable(last.remove(replica)).ifPresent(this::renew));
    last.values().forEach(this::begin);
    return jdbc.sql("UPDATE status_head SET last_seq = ? WHERE name = 'changes'")
        .param(seq)
        .update();
  }

  // The answer to an earlier attempt may be lost and not its rows, and another instance may have
  // written the same hours after both read it: what is not after the stored change is there. The
  // last note counts nevertheless: a clock that was set back must not hide how the replica is.
  private static List<StatusNote> unwritten(
      List<StatusNote> notes, Map<String, Instant> changedAt) {
    Map<String, StatusNote> last = new HashMap<>();
    notes.forEach(note -> last.put(note.replica(), note));
    return notes.stream()
        .filter(
            note ->
                note.equals(last.get(note.replica()))
                    || Times.micros(note.at())
                        .isAfter(changedAt.getOrDefault(note.replica(), Instant.MIN)))
        .toList();
  }

  private Map<String, ReplicaState> states(List<StatusNote> notes, Map<String, Instant> changedAt) {
    Map<String, ReplicaState> states = new HashMap<>();
    jdbc.sql("SELECT replica, changed_at, state FROM status_state WHERE replica IN (:replicas)")
        .param("replicas", notes.stream().map(StatusNote::replica).distinct().toList())
        .query(
            row -> {
              changedAt.put(row.getString("replica"), Instant.parse(row.getString("changed_at")));
              states.put(row.getString("replica"), state(row.getString("state")));
            });
    return states;
  }

  private void insert(List<StatusChange> changes) {
    batches.batchUpdate(
        "INSERT INTO status_change (seq, replica, changed_at, before_state, after_state)"
            + " VALUES (?, ?, ?, ?, ?)",
        changes,
        changes.size(),
        (row, it) -> {
          row.setLong(1, it.seq());
          row.setString(2, it.replica());
          row.setString(3, Times.text(it.at()));
          row.setString(4, it.before().map(json::writeValueAsString).orElse(null));
          row.setString(5, json.writeValueAsString(it.after()));
        });
  }

  private void begin(StatusChange change) {
    jdbc.sql("INSERT INTO status_state (seq, changed_at, state, replica) VALUES (?, ?, ?, ?)")
        .params(state(change))
        .update();
  }

  private void renew(StatusChange change) {
    jdbc.sql("UPDATE status_state SET seq = ?, changed_at = ?, state = ? WHERE replica = ?")
        .params(state(change))
        .update();
  }

  private List<Object> state(StatusChange change) {
    return List.of(
        change.seq(),
        Times.text(change.at()),
        json.writeValueAsString(change.after()),
        change.replica());
  }

  @Override
  public void sample(List<StatusSample> samples) {
    taken(() -> inserted(samples));
  }

  private int inserted(List<StatusSample> samples) {
    try {
      return sampleRows.insert(samples);
    } catch (DuplicateKeyException e) {
      // The answer to an earlier attempt was lost, not its rows; or MySQL takes the names of two
      // channels for one. Only the statement was undone: the transaction goes on.
      samples.forEach(this::insertUnlessThere);
      return samples.size();
    }
  }

  private void insertUnlessThere(StatusSample sample) {
    try {
      sampleRows.insert(List.of(sample));
    } catch (DuplicateKeyException e) {
      LOG.debug("{} at {} is there already", sample.replica(), sample.at(), e);
    }
  }

  // A stored state that cannot be read any more is refused likewise, or it blocked all others.
  private void taken(Supplier<Integer> work) {
    try {
      transactions.run(status -> work.get());
    } catch (DataIntegrityViolationException | JacksonException e) {
      throw new Refused(e);
    }
  }

  @Override
  public List<StatusNote> last() {
    List<StatusNote> all = new ArrayList<>();
    jdbc.sql("SELECT replica, changed_at, state FROM status_state")
        .query(
            row -> {
              String replica = row.getString("replica");
              try {
                Instant at = Instant.parse(row.getString("changed_at"));
                all.add(new StatusNote(replica, at, state(row.getString("state"))));
              } catch (JacksonException e) {
                LOG.warn("the last state of {} cannot be read", replica, e);
              }
            });
    return List.copyOf(all);
  }

  @Override
  public Head head() {
    return head("");
  }

  private Head locked() {
    return head(" FOR UPDATE");
  }

  private Head head(String lock) {
    return jdbc.sql("SELECT last_seq, pruned_seq FROM status_head WHERE name = 'changes'" + lock)
        .query((row, number) -> new Head(row.getLong(1), row.getLong(2)))
        .single();
  }

  @Override
  public List<StatusChange> after(long seq, String replica, int limit) {
    String ofOne = replica.isEmpty() ? "" : " AND replica = ?";
    List<Object> parameters = replica.isEmpty() ? List.of(seq) : List.of(seq, replica);
    return jdbc.sql(
            "SELECT * FROM status_change WHERE seq > ?" + ofOne + " ORDER BY seq LIMIT " + limit)
        .params(parameters)
        .query((row, number) -> change(row))
        .list();
  }

  @Override
  public List<StatusChange> changes(
      String replica, Instant from, Instant to, long before, int limit) {
    return jdbc.sql(
            "SELECT * FROM status_change WHERE replica = ? AND seq < ? AND changed_at >= ?"
                + " AND changed_at < ? ORDER BY seq DESC LIMIT "
                + limit)
        .params(replica, before, Times.text(from), Times.text(to))
        .query((row, number) -> change(row))
        .list();
  }

  @Override
  public List<StatusSample> samples(String replica, Instant from, Place before, int limit) {
    return sampleRows.read(replica, from, before, limit);
  }

  @Override
  public int pruneSamples(Instant before, int limit) {
    return transactions.run(status -> sampleRows.prune(before, limit));
  }

  @Override
  public int pruneChanges(Instant before, int limit) {
    return prune(
        () ->
            jdbc.sql(
                    "SELECT seq FROM status_change WHERE changed_at < ? ORDER BY changed_at LIMIT "
                        + limit)
                .param(Times.text(before))
                .query(Long.class)
                .list());
  }

  @Override
  public int pruneChangesBeyond(int most, int limit) {
    long last = head().last();
    int deleted =
        jdbc
            .sql("SELECT replica FROM status_state WHERE seq > ?")
            .param(counted)
            .query(String.class)
            .list()
            .stream()
            .mapToInt(replica -> prune(() -> beyond(replica, most, limit)))
            .max()
            .orElse(0);
    if (deleted < limit) {
      counted = last;
    }
    return deleted;
  }

  private List<Long> beyond(String replica, int most, int limit) {
    return jdbc.sql(
            "SELECT seq FROM status_change WHERE replica = ? ORDER BY seq DESC LIMIT 1 OFFSET "
                + most)
        .param(replica)
        .query(Long.class)
        .optional()
        .map(
            newest ->
                jdbc.sql(
                        "SELECT seq FROM status_change WHERE replica = ? AND seq <= ?"
                            + " ORDER BY seq LIMIT "
                            + limit)
                    .params(replica, newest)
                    .query(Long.class)
                    .list())
        .orElse(List.of());
  }

  private int prune(Supplier<List<Long>> found) {
    return transactions.run(
        status -> {
          List<Long> seqs = found.get();
          if (seqs.isEmpty()) {
            return 0;
          }
          long pruned = Math.max(locked().pruned(), Collections.max(seqs));
          jdbc.sql("UPDATE status_head SET pruned_seq = ? WHERE name = 'changes'")
              .param(pruned)
              .update();
          return jdbc.sql("DELETE FROM status_change WHERE seq IN (:seqs)")
              .param("seqs", seqs)
              .update();
        });
  }

  private StatusChange change(ResultSet row) throws SQLException {
    @Nullable String before = row.getString("before_state");
    return new StatusChange(
        row.getLong("seq"),
        row.getString("replica"),
        Instant.parse(row.getString("changed_at")),
        Optional.ofNullable(before).map(this::state),
        state(row.getString("after_state")));
  }

  private ReplicaState state(String text) {
    return json.readValue(text, ReplicaState.class);
  }
}
