package io.replicamedic.forensics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;

/**
 * Applies a transaction in memory on top of the local rows, as the applier would (strictly: a
 * duplicate or a missing row stops it), and notes what would stop it. Only local rows are looked at
 * for duplicates: the transaction's own rows got along with each other on the source.
 */
final class Rehearsal {
  private final LocalRows local;

  /** What became of a row, by the key that it has locally; absent here = as it is locally. */
  private final Map<RowKey, Optional<RowImage>> changed = new HashMap<>();

  private final List<StrayRow> inTheWay = new ArrayList<>();
  private final List<String> obstacles = new ArrayList<>();

  private Rehearsal(LocalRows local) {
    this.local = local;
  }

  /** Runs it, on the assumption that some local rows are deleted before it starts. */
  static Rehearsal of(BinlogTransaction transaction, LocalRows local, List<StrayRow> deleted) {
    Rehearsal rehearsal = new Rehearsal(local);
    for (StrayRow stray : deleted) {
      rehearsal.changed.put(new RowKey(stray.shape().name(), stray.key()), Optional.empty());
    }
    transaction.changes().forEach(rehearsal::apply);
    return rehearsal;
  }

  /** Local rows that a duplicate error would stop at, each assumed gone once noted. */
  List<StrayRow> inTheWay() {
    return List.copyOf(inTheWay);
  }

  /** What else would stop it, or could and cannot be told. */
  List<String> obstacles() {
    return List.copyOf(obstacles);
  }

  private void apply(RowChange change) {
    TableShape shape;
    try {
      shape = local.shape(change.schema(), change.table());
    } catch (NoSuchElementException _) {
      return; // ExpectedRows says so; nothing settles then.
    }
    RowImage before = change.before();
    RowImage after = change.after();
    RowImage row = after;
    if (before != null) {
      Optional<RowImage> taken = take(shape, before, change.kind());
      row = after == null ? null : taken.orElse(before).with(after);
    }
    if (row != null) {
      put(shape, row);
    }
  }

  private Optional<RowImage> take(TableShape shape, RowImage before, RowChange.Kind kind) {
    Optional<RowKey> key = RowKey.of(shape, before);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    RowKey place = placeOf(shape, key.get());
    Optional<RowImage> present =
        changed.containsKey(place)
            ? Objects.requireNonNull(changed.get(place))
            : localRow(shape, key.get());
    if (present.isEmpty()) {
      obstacles.add("the row of its " + kind + " is not here: " + key.get());
    }
    changed.put(place, Optional.empty());
    return present;
  }

  private void put(TableShape shape, RowImage row) {
    Map<String, List<String>> indexes = new LinkedHashMap<>();
    indexes.put("PRIMARY", shape.primaryKey());
    indexes.putAll(shape.uniqueKeys());
    indexes.forEach((index, columns) -> clear(shape, row, index, columns));
    RowKey.of(shape, row).ifPresent(key -> changed.put(placeOf(shape, key), Optional.of(row)));
  }

  /** Notes, and takes away, the local rows that hold the row's value of one unique index. */
  private void clear(TableShape shape, RowImage row, String index, List<String> columns) {
    if (columns.isEmpty() || !columns.stream().allMatch(row::reads)) {
      obstacles.add("duplicates in " + index + " of " + shape.name() + " cannot be looked up");
      return;
    }
    if (columns.stream().anyMatch(column -> row.values().get(column) == null)) {
      return; // SQL NULL is no duplicate of anything.
    }
    for (RowImage holder : local.rows(shape, columns, row)) {
      Optional<RowKey> key = RowKey.of(shape, holder);
      if (key.isPresent() && holds(key.get(), row, columns)) {
        inTheWay.add(new StrayRow(shape, holder, key.get().values(), index));
        changed.put(key.get(), Optional.empty());
      }
    }
  }

  /** Whether that local row, by now, still has the value; the server said that it had it. */
  private boolean holds(RowKey holder, RowImage row, List<String> columns) {
    Optional<RowImage> now = changed.get(holder);
    if (now == null) {
      return true;
    }
    return now.isPresent()
        && columns.stream()
            .allMatch(
                column -> Objects.equals(now.get().values().get(column), row.values().get(column)));
  }

  /**
   * The key under which changes to that row are kept: the local row's own text, if there is one.
   */
  private RowKey placeOf(TableShape shape, RowKey key) {
    return localRow(shape, key).flatMap(row -> RowKey.of(shape, row)).orElse(key);
  }

  private Optional<RowImage> localRow(TableShape shape, RowKey key) {
    return local.rows(shape, shape.primaryKey(), key.image()).stream().findFirst();
  }
}
