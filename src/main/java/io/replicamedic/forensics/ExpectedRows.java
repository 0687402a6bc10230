package io.replicamedic.forensics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a transaction left every row that it touched: its row events folded in order per primary key,
 * so that a row changed twice is judged by its last state and an update that moves a primary key
 * leaves the old one absent (domain.md 3a).
 */
final class ExpectedRows {
  private final LocalRows local;
  private final Map<RowKey, ExpectedRow> rows = new LinkedHashMap<>();
  private final SequencedSet<String> unprovable = new LinkedHashSet<>();

  private ExpectedRows(LocalRows local) {
    this.local = local;
  }

  static ExpectedRows after(BinlogTransaction transaction, LocalRows local) {
    ExpectedRows expected = new ExpectedRows(local);
    if (transaction.changes().isEmpty() && transaction.statements().isEmpty()) {
      // Nothing cannot have stopped an applier: so the events were not all read.
      expected.unprovable.add("the transaction has no events that could be read");
    }
    for (String statement : transaction.statements()) {
      expected.unprovable.add("a statement's effect cannot be compared: " + statement);
    }
    transaction.changes().forEach(expected::fold);
    return expected;
  }

  List<ExpectedRow> rows() {
    return List.copyOf(rows.values());
  }

  /** Why some events could not be folded; whoever asks must not take the rows for all there is. */
  List<String> unprovable() {
    return List.copyOf(unprovable);
  }

  /** Whether the transaction left a row present under exactly this key. */
  boolean present(Optional<RowKey> key) {
    return key.map(rows::get).filter(row -> row.image() != null).isPresent();
  }

  private void fold(RowChange change) {
    Optional<TableShape> known = shapeOf(change);
    if (known.isEmpty()) {
      return;
    }
    TableShape shape = known.get();
    switch (change.kind()) {
      case INSERT -> fold(shape, change, null, change.after());
      case UPDATE -> fold(shape, change, change.before(), change.after());
      case DELETE -> fold(shape, change, change.before(), null);
    }
  }

  /**
   * Takes the row away from its old key, if it had one, and puts it under its new, if it has one.
   */
  private void fold(
      TableShape shape, RowChange change, @Nullable RowImage before, @Nullable RowImage after) {
    RowImage identity = before == null ? after : before;
    if (identity == null || (change.kind() == RowChange.Kind.UPDATE && after == null)) {
      unprovable.add("an event on " + shape.name() + " lacks its row image");
      return;
    }
    Optional<RowKey> from = RowKey.of(shape, identity);
    Optional<RowKey> to = after == null ? from : RowKey.of(shape, identity.with(after));
    if (from.isEmpty() || to.isEmpty()) {
      unprovable.add("an event on " + shape.name() + " does not name the primary key readably");
      return;
    }
    ExpectedRow old = rows.get(from.get());
    boolean inserted = before == null || (old != null && old.inserted());
    if (before != null && !to.equals(from)) {
      put(shape, from.get(), change, null, false, "its primary key moved to " + to.get());
    }
    RowImage image = after;
    if (before != null && after != null && old != null && old.image() != null) {
      image = old.image().with(after);
    }
    put(shape, to.get(), change, image, inserted, "");
  }

  private void put(
      TableShape shape,
      RowKey key,
      RowChange change,
      @Nullable RowImage image,
      boolean inserted,
      String note) {
    rows.put(key, new ExpectedRow(shape, key, change.kind(), image, inserted, note));
  }

  private Optional<TableShape> shapeOf(RowChange change) {
    TableShape shape;
    try {
      shape = local.shape(change.schema(), change.table());
    } catch (NoSuchElementException _) {
      unprovable.add(
          "table " + change.schema() + "." + change.table() + " does not exist on this replica");
      return Optional.empty();
    }
    if (shape.primaryKey().isEmpty()) {
      unprovable.add("table " + shape.name() + " has no primary key");
      return Optional.empty();
    }
    Set<String> foreign = columnsUnknownHere(shape, change);
    if (!foreign.isEmpty()) {
      unprovable.add(
          "table " + shape.name() + " has other columns here than there, not here: " + foreign);
    }
    return Optional.of(shape);
  }

  private static Set<String> columnsUnknownHere(TableShape shape, RowChange change) {
    Set<String> names = new LinkedHashSet<>();
    for (RowImage image : imagesOf(change)) {
      names.addAll(image.values().keySet());
      names.addAll(image.unreadable());
    }
    shape.columns().forEach(column -> names.remove(column.name()));
    return names;
  }

  private static List<RowImage> imagesOf(RowChange change) {
    List<RowImage> images = new ArrayList<>();
    Optional.ofNullable(change.before()).ifPresent(images::add);
    Optional.ofNullable(change.after()).ifPresent(images::add);
    return images;
  }
}
