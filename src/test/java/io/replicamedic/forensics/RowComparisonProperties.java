package io.replicamedic.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * Comparison against the naive truth: a table is a map from id to a row, and a transaction is
 * really applied to a copy of it.
 */
class RowComparisonProperties {
  private static final TableShape TABLE =
      new TableShape(
          "s",
          "t",
          List.of(
              new Column("id", "int", "int", false),
              new Column("u", "int", "int", false),
              new Column("v", "int", "int", false)),
          List.of("id"),
          Map.of("uk", List.of("u")),
          List.of());

  /** One row; u is unique in its table. */
  record Row(int id, int u, int v) {
    RowImage image() {
      return FakeRows.row("id=" + id + " u=" + u + " v=" + v);
    }
  }

  /**
   * A wish for a change: which row, what to become. What is impossible on the source is left out.
   */
  record Wish(RowChange.Kind kind, int from, Row to) {}

  /** One change that the source really made. */
  record Change(@Nullable Row before, @Nullable Row after) {}

  @Property(tries = 2000)
  void all_present_exactly_if_applying_would_change_nothing(
      @ForAll("rows") List<Row> source,
      @ForAll("wishes") List<Wish> wishes,
      @ForAll("rows") List<Row> other,
      @ForAll("locals") String how) {
    List<Change> done = new ArrayList<>();
    Map<Integer, Row> after = runOnSource(table(source), wishes, done);
    Map<Integer, Row> local = local(how, table(source), after, table(other));
    if (done.isEmpty()) {
      return;
    }
    Comparison result = compare(done, local);
    Map<Integer, Row> copy = new TreeMap<>(local);
    done.forEach(change -> overwrite(copy, change));
    assertThat(result.verdict() == Verdict.ALL_PRESENT).isEqualTo(copy.equals(local));
    assertThat(result.leftBySkip().isEmpty()).isEqualTo(copy.equals(local));
    assertThat(result.unknown()).isEmpty();
  }

  @Property(tries = 2000)
  void deleting_the_strays_settles_exactly_if_the_transaction_then_applies(
      @ForAll("rows") List<Row> source,
      @ForAll("wishes") List<Wish> wishes,
      @ForAll("rows") List<Row> other,
      @ForAll("locals") String how) {
    List<Change> done = new ArrayList<>();
    Map<Integer, Row> after = runOnSource(table(source), wishes, done);
    Map<Integer, Row> local = local(how, table(source), after, table(other));
    Comparison result = compare(done, local);
    boolean stopped = done.stream().anyMatch(strictly(new TreeMap<>(local))::fails);
    if (result.strays().isEmpty()) {
      assertThat(result.deleteLocalSettles()).isFalse();
      return;
    }
    assertThat(stopped).isTrue();
    Map<Integer, Row> cleaned = new TreeMap<>(local);
    for (StrayRow stray : result.strays()) {
      Row removed = cleaned.remove(Integer.valueOf(Objects.requireNonNull(stray.key().get("id"))));
      assertThat(Objects.requireNonNull(removed).image()).isEqualTo(stray.row());
    }
    boolean stillStopped = done.stream().anyMatch(strictly(cleaned)::fails);
    assertThat(result.deleteLocalSettles()).isEqualTo(!stillStopped);
  }

  @Property(tries = 1000)
  void a_transaction_stopped_by_a_duplicate_has_a_stray(
      @ForAll("rows") List<Row> source,
      @ForAll("wishes") List<Wish> wishes,
      @ForAll("rows") List<Row> other,
      @ForAll("locals") String how) {
    List<Change> done = new ArrayList<>();
    Map<Integer, Row> after = runOnSource(table(source), wishes, done);
    Map<Integer, Row> local = local(how, table(source), after, table(other));
    Strict strict = strictly(new TreeMap<>(local));
    Optional<Change> stop = done.stream().filter(strict::fails).findFirst();
    if (stop.isPresent() && strict.duplicate) {
      assertThat(compare(done, local).strays()).isNotEmpty();
    }
  }

  @Provide
  Arbitrary<List<Row>> rows() {
    return row().list().ofMaxSize(4);
  }

  @Provide
  Arbitrary<List<Wish>> wishes() {
    return Combinators.combine(
            Arbitraries.of(RowChange.Kind.class), Arbitraries.integers().between(1, 5), row())
        .as(Wish::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  /** Local state before the transaction, after it, or something else. */
  @Provide
  Arbitrary<String> locals() {
    return Arbitraries.of("before", "after", "mixed", "other");
  }

  private static Arbitrary<Row> row() {
    Arbitrary<Integer> few = Arbitraries.integers().between(1, 5);
    return Combinators.combine(few, few, Arbitraries.integers().between(1, 2)).as(Row::new);
  }

  /** Rows that can stand in one table together. */
  private static Map<Integer, Row> table(List<Row> rows) {
    Map<Integer, Row> table = new TreeMap<>();
    rows.forEach(row -> addIfPossible(table, row));
    return table;
  }

  private static boolean addIfPossible(Map<Integer, Row> table, Row row) {
    if (table.containsKey(row.id()) || table.values().stream().anyMatch(o -> o.u() == row.u())) {
      return false;
    }
    table.put(row.id(), row);
    return true;
  }

  private static Map<Integer, Row> runOnSource(
      Map<Integer, Row> table, List<Wish> wishes, List<Change> done) {
    Map<Integer, Row> state = new TreeMap<>(table);
    for (Wish wish : wishes) {
      boolean inserts = wish.kind() == RowChange.Kind.INSERT;
      Row before = inserts ? null : state.remove(wish.from());
      Row after = wish.kind() == RowChange.Kind.DELETE ? null : wish.to();
      if (!inserts && before == null) {
        continue;
      }
      if (after == null || addIfPossible(state, after)) {
        done.add(new Change(before, after));
      } else if (before != null) {
        state.put(before.id(), before);
      }
    }
    return state;
  }

  private static Map<Integer, Row> local(
      String how, Map<Integer, Row> before, Map<Integer, Row> after, Map<Integer, Row> other) {
    return switch (how) {
      case "before" -> before;
      case "after" -> after;
      case "mixed" -> {
        Map<Integer, Row> mixed = new TreeMap<>(after);
        other.values().stream().limit(1).forEach(row -> addIfPossible(mixed, row));
        before.keySet().stream().limit(1).toList().forEach(mixed::remove);
        yield mixed;
      }
      default -> other;
    };
  }

  private static void overwrite(Map<Integer, Row> state, Change change) {
    if (change.before() != null) {
      state.remove(change.before().id());
    }
    if (change.after() != null) {
      state.put(change.after().id(), change.after());
    }
  }

  private static Strict strictly(Map<Integer, Row> state) {
    return new Strict(state);
  }

  /** An applier that stops as MySQL's does. */
  private static final class Strict {
    private final Map<Integer, Row> state;
    private boolean duplicate = false;

    Strict(Map<Integer, Row> state) {
      this.state = state;
    }

    boolean fails(Change change) {
      if (change.before() != null && state.remove(change.before().id()) == null) {
        return true;
      }
      duplicate = change.after() != null && !addIfPossible(state, change.after());
      return duplicate;
    }
  }

  private static Comparison compare(List<Change> done, Map<Integer, Row> local) {
    FakeRows rows =
        new FakeRows()
            .table(
                TABLE,
                local.values().stream()
                    .map(row -> "id=" + row.id() + " u=" + row.u() + " v=" + row.v())
                    .toArray(String[]::new));
    return RowComparison.compare(
        new BinlogTransaction(
            "uuid:1",
            0,
            done.stream().map(RowComparisonProperties::event).collect(Collectors.toList()),
            List.of()),
        rows);
  }

  private static RowChange event(Change change) {
    RowChange.Kind kind =
        change.before() == null
            ? RowChange.Kind.INSERT
            : change.after() == null ? RowChange.Kind.DELETE : RowChange.Kind.UPDATE;
    return new RowChange("s", "t", kind, image(change.before()), image(change.after()));
  }

  private static @Nullable RowImage image(@Nullable Row row) {
    return row == null ? null : row.image();
  }
}
