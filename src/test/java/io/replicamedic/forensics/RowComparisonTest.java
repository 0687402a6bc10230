package io.replicamedic.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of a transaction is present locally, rule by rule (domain.md 3a). */
class RowComparisonTest {
  private static final TableShape USERS =
      shape("users", List.of("id"), Map.of("uk_email", List.of("email")), "id", "email", "name");

  @Test
  void an_identical_single_insert_is_all_present() {
    Comparison result = compare(users("id=1 email=a name=x"), insert("id=1 email=a name=x"));
    assertThat(result.verdict()).isEqualTo(Verdict.ALL_PRESENT);
    assertThat(outcomes(result)).containsExactly(RowOutcome.PRESENT);
    assertThat(result.leftBySkip()).isEmpty();
    assertThat(result.unknown()).isEmpty();
  }

  @Test
  void a_row_with_other_values_differs_and_both_are_shown() {
    Comparison result = compare(users("id=1 email=a name=local"), insert("id=1 email=a name=x"));
    assertThat(result.verdict()).isEqualTo(Verdict.DIFFERENT);
    RowFinding finding = result.findings().getFirst();
    assertThat(finding.outcome()).isEqualTo(RowOutcome.DIFFERS);
    assertThat(finding.differing()).containsExactly("name");
    assertThat(finding.expected()).isEqualTo(FakeRows.row("id=1 email=a name=x"));
    assertThat(finding.local()).isEqualTo(FakeRows.row("id=1 email=a name=local"));
    assertThat(result.leftBySkip())
        .containsExactly(
            "shop.users id=1 keeps its local values: name is 'local', the source wrote 'x'");
  }

  @Test
  void sql_null_differs_from_the_text_and_equals_itself() {
    assertThat(compare(users("id=1 email=NULL name=x"), insert("id=1 email=NULL name=x")).verdict())
        .isEqualTo(Verdict.ALL_PRESENT);
    assertThat(compare(users("id=1 email=a name=NULL"), insert("id=1 email=a name=x")).verdict())
        .isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void one_identical_row_of_three_is_different_never_skippable() {
    Comparison result =
        compare(
            users("id=2 email=b name=y"),
            insert("id=1 email=a name=x"),
            insert("id=2 email=b name=y"),
            insert("id=3 email=c name=z"));
    assertThat(result.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(outcomes(result))
        .containsExactly(RowOutcome.MISSING, RowOutcome.PRESENT, RowOutcome.MISSING);
    assertThat(result.leftBySkip())
        .containsExactly("shop.users id=1 stays missing", "shop.users id=3 stays missing");
    assertThat(result.strays()).extracting(StrayRow::key).containsExactly(Map.of("id", "2"));
    assertThat(result.deleteLocalSettles()).isTrue();
  }

  @Test
  void a_row_changed_twice_is_judged_by_its_last_state() {
    RowChange[] changes = {
      insert("id=1 email=a name=x"), update("id=1 email=a name=x", "id=1 email=a name=y")
    };
    assertThat(compare(users("id=1 email=a name=y"), changes).verdict())
        .isEqualTo(Verdict.ALL_PRESENT);
    Comparison firstState = compare(users("id=1 email=a name=x"), changes);
    assertThat(firstState.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(firstState.findings()).hasSize(1);
  }

  @Test
  void a_row_inserted_and_deleted_again_is_expected_absent() {
    RowChange[] changes = {insert("id=1 email=a name=x"), delete("id=1 email=a name=x")};
    assertThat(compare(users(), changes).verdict()).isEqualTo(Verdict.ALL_PRESENT);
    Comparison stray = compare(users("id=1 email=a name=x"), changes);
    assertThat(outcomes(stray)).containsExactly(RowOutcome.NOT_DELETED);
    assertThat(stray.deleteLocalSettles()).isTrue();
  }

  @Test
  void an_update_that_moves_the_primary_key_expects_the_old_key_absent() {
    RowChange move = update("id=1 email=a name=x", "id=2 email=a name=x");
    Comparison done = compare(users("id=2 email=a name=x"), move);
    assertThat(done.verdict()).isEqualTo(Verdict.ALL_PRESENT);
    assertThat(outcomes(done)).containsExactly(RowOutcome.ABSENT_AS_EXPECTED, RowOutcome.PRESENT);
    assertThat(done.findings().getFirst().note()).contains("moved to shop.users id=2");
    Comparison notDone = compare(users("id=1 email=a name=x"), move);
    assertThat(outcomes(notDone)).containsExactly(RowOutcome.NOT_DELETED, RowOutcome.MISSING);
  }

  @Test
  void keys_that_change_places_are_followed() {
    RowChange[] swap = {
      update("id=1 email=a name=x", "id=9 email=a name=x"),
      update("id=2 email=b name=y", "id=1 email=b name=y"),
      update("id=9 email=a name=x", "id=2 email=a name=x")
    };
    assertThat(compare(users("id=1 email=b name=y", "id=2 email=a name=x"), swap).verdict())
        .isEqualTo(Verdict.ALL_PRESENT);
    assertThat(compare(users("id=1 email=a name=x", "id=2 email=b name=y"), swap).verdict())
        .isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void a_key_moved_to_another_spelling_of_itself_is_one_row() {
    TableShape named = shape("names", List.of("name"), Map.of(), "name", "n");
    FakeRows local = new FakeRows().table(named, "name=A n=1");
    RowChange respell = change(named, RowChange.Kind.UPDATE, "name=a n=1", "name=A n=1");
    assertThat(compare(local, respell).verdict()).isEqualTo(Verdict.ALL_PRESENT);
    assertThat(compare(new FakeRows().table(named, "name=a n=1"), respell).verdict())
        .isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void a_delete_already_gone_is_present_and_one_still_here_is_not() {
    RowChange delete = delete("id=1 email=a name=x");
    Comparison gone = compare(users(), delete);
    assertThat(gone.verdict()).isEqualTo(Verdict.ALL_PRESENT);
    assertThat(outcomes(gone)).containsExactly(RowOutcome.ABSENT_AS_EXPECTED);
    Comparison here = compare(users("id=1 email=a name=x"), delete);
    assertThat(here.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(here.leftBySkip())
        .containsExactly("shop.users id=1 stays, though the source no longer has it");
  }

  @Test
  void a_unique_value_held_by_another_row_is_a_stray() {
    Comparison result = compare(users("id=9 email=a name=other"), insert("id=1 email=a name=x"));
    assertThat(outcomes(result)).containsExactly(RowOutcome.MISSING);
    StrayRow stray = result.strays().getFirst();
    assertThat(stray.key()).containsExactly(Map.entry("id", "9"));
    assertThat(stray.index()).isEqualTo("uk_email");
    assertThat(stray.row()).isEqualTo(FakeRows.row("id=9 email=a name=other"));
    assertThat(result.deleteLocalSettles()).isTrue();
    assertThat(result.leftBySkip())
        .containsExactly(
            "shop.users id=1 stays missing",
            "shop.users id=9 stays, with a value of uk_email that the transaction gave to another"
                + " row");
  }

  @Test
  void one_insert_can_have_two_strays() {
    Comparison result =
        compare(users("id=1 email=b name=p", "id=9 email=a name=q"), insert("id=1 email=a name=x"));
    assertThat(result.strays()).extracting(StrayRow::index).containsExactly("PRIMARY", "uk_email");
    assertThat(result.deleteLocalSettles()).isTrue();
  }

  @Test
  void sql_null_in_a_unique_key_collides_with_nothing() {
    assertThat(compare(users("id=9 email=NULL name=y"), insert("id=1 email=NULL name=x")).strays())
        .isEmpty();
  }

  @Test
  void a_value_freed_earlier_in_the_transaction_is_no_stray() {
    FakeRows local = users("id=1 email=a name=x");
    assertThat(
            compare(
                    local,
                    update("id=1 email=a name=x", "id=1 email=b name=x"),
                    insert("id=2 email=a name=y"))
                .strays())
        .isEmpty();
    assertThat(
            compare(local, delete("id=1 email=a name=x"), insert("id=2 email=a name=y")).strays())
        .isEmpty();
  }

  @Test
  void deleting_does_not_settle_what_is_stopped_by_a_missing_row_as_well() {
    Comparison result =
        compare(
            users("id=1 email=a name=local"),
            insert("id=1 email=a name=x"),
            update("id=5 email=e name=p", "id=5 email=e name=q"));
    assertThat(result.strays()).hasSize(1);
    assertThat(result.deleteLocalSettles()).isFalse();
    assertThat(result.deleteReason()).contains("UPDATE", "shop.users id=5");
  }

  @Test
  void deleting_a_row_that_the_transaction_itself_needs_does_not_settle() {
    Comparison result =
        compare(
            users("id=9 email=a name=p"),
            insert("id=1 email=a name=x"),
            update("id=9 email=z name=p", "id=9 email=y name=p"));
    assertThat(result.strays()).hasSize(1);
    assertThat(result.deleteLocalSettles()).isFalse();
  }

  @Test
  void without_strays_there_is_nothing_to_delete() {
    Comparison result = compare(users(), update("id=1 email=a name=x", "id=1 email=a name=y"));
    assertThat(outcomes(result)).containsExactly(RowOutcome.MISSING);
    assertThat(result.deleteLocalSettles()).isFalse();
    assertThat(result.deleteReason()).contains("no local row stands in");
  }

  @Test
  void side_effects_of_a_delete_forbid_it() {
    TableShape parent =
        new TableShape(
            "shop",
            "users",
            USERS.columns(),
            USERS.primaryKey(),
            USERS.uniqueKeys(),
            List.of("foreign key orders.fk_user cascades"));
    FakeRows local = new FakeRows().table(parent, "id=1 email=a name=local");
    Comparison result = compare(local, insert("id=1 email=a name=x"));
    assertThat(result.strays()).hasSize(1);
    assertThat(result.deleteLocalSettles()).isFalse();
    assertThat(result.deleteReason()).contains("orders.fk_user");
  }

  @Test
  void a_table_without_primary_key_is_unknown() {
    TableShape log = shape("log", List.of(), Map.of(), "line");
    Comparison result =
        compare(
            new FakeRows().table(log, "line=x"),
            change(log, RowChange.Kind.INSERT, null, "line=x"));
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.unknown()).containsExactly("table shop.log has no primary key");
    assertThat(result.leftBySkip()).containsExactly("unknown: table shop.log has no primary key");
  }

  @Test
  void a_table_missing_here_is_unknown() {
    Comparison result = compare(new FakeRows(), insert("id=1 email=a name=x"));
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.unknown()).containsExactly("table shop.users does not exist on this replica");
  }

  @Test
  void an_unreadable_column_is_unknown_unless_another_differs() {
    TableShape places = shape("places", List.of("id"), Map.of(), "id", "at", "name");
    RowChange insert = change(places, RowChange.Kind.INSERT, null, "id=1 at=? name=x");
    Comparison same = compare(new FakeRows().table(places, "id=1 at=? name=x"), insert);
    assertThat(same.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(outcomes(same)).containsExactly(RowOutcome.UNREADABLE);
    assertThat(same.unknown().getFirst()).contains("shop.places id=1", "[at]");
    assertThat(same.deleteLocalSettles()).isFalse();
    assertThat(same.deleteReason()).contains("could not be saved");
    assertThat(compare(new FakeRows().table(places, "id=1 at=? name=y"), insert).verdict())
        .isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void an_unreadable_primary_key_is_unknown() {
    Comparison result = compare(users("id=? email=a name=x"), insert("id=? email=a name=x"));
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.findings()).isEmpty();
  }

  @Test
  void columns_that_the_replica_lacks_are_unknown() {
    Comparison result =
        compare(users("id=1 email=a name=x"), insert("id=1 email=a name=x extra=1"));
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.unknown()).anyMatch(reason -> reason.contains("[extra]"));
  }

  @Test
  void a_statement_is_unknown_however_equal_the_rows() {
    Comparison result =
        RowComparison.compare(
            new BinlogTransaction(
                "uuid:1",
                0,
                List.of(insert("id=1 email=a name=x")),
                List.of("ALTER TABLE users …")),
            users("id=1 email=a name=x"));
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.unknown().getFirst()).contains("ALTER TABLE");
    assertThat(result.deleteLocalSettles()).isFalse();
  }

  @Test
  void a_transaction_without_events_proves_nothing() {
    assertThat(compare(users()).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void a_difference_seen_is_certain_whatever_else_is_unknown() {
    Comparison result =
        RowComparison.compare(
            new BinlogTransaction(
                "uuid:1", 0, List.of(insert("id=1 email=a name=x")), List.of("CREATE TABLE …")),
            users());
    assertThat(result.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(result.unknown()).hasSize(1);
  }

  @Test
  void a_minimal_update_is_judged_over_the_columns_it_names() {
    RowChange update = update("id=1", "name=y");
    Comparison done = compare(users("id=1 email=whatever name=y"), update);
    assertThat(done.verdict()).isEqualTo(Verdict.ALL_PRESENT);
    assertThat(done.findings().getFirst().key()).containsExactly(Map.entry("id", "1"));
    assertThat(compare(users("id=1 email=a name=x"), update).verdict())
        .isEqualTo(Verdict.DIFFERENT);
    assertThat(compare(users("id=1 email=a name=y"), delete("id=2")).verdict())
        .isEqualTo(Verdict.ALL_PRESENT);
  }

  @Test
  void minimal_updates_of_one_row_add_up() {
    RowChange[] changes = {update("id=1", "name=y"), update("id=1", "email=b")};
    assertThat(compare(users("id=1 email=b name=y"), changes).verdict())
        .isEqualTo(Verdict.ALL_PRESENT);
    assertThat(compare(users("id=1 email=b name=x"), changes).verdict())
        .isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void a_minimal_insert_that_leaves_out_defaults_is_not_proven() {
    Comparison result = compare(users("id=1 email=a name=anything"), insert("id=1 email=a"));
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.unknown().getFirst()).contains("[name]");
    // The row is fully known to the source: applying it again settles.
    assertThat(result.deleteLocalSettles()).isTrue();
  }

  @Test
  void a_minimal_insert_completed_later_in_the_transaction_is_proven() {
    assertThat(
            compare(users("id=1 email=a name=y"), insert("id=1 email=a"), update("id=1", "name=y"))
                .verdict())
        .isEqualTo(Verdict.ALL_PRESENT);
  }

  @Test
  void a_unique_value_left_out_forbids_deleting() {
    Comparison result = compare(users("id=1 email=z name=local"), insert("id=1 name=x"));
    assertThat(result.strays()).hasSize(1);
    assertThat(result.deleteLocalSettles()).isFalse();
    assertThat(result.deleteReason()).contains("uk_email");
  }

  @Test
  void a_generated_column_may_be_left_out() {
    TableShape sums =
        new TableShape(
            "shop",
            "sums",
            List.of(new Column("id", "int", "int", false), new Column("next", "int", "int", true)),
            List.of("id"),
            Map.of(),
            List.of());
    assertThat(
            compare(
                    new FakeRows().table(sums, "id=1 next=2"),
                    change(sums, RowChange.Kind.INSERT, null, "id=1"))
                .verdict())
        .isEqualTo(Verdict.ALL_PRESENT);
  }

  @Test
  void composite_keys_are_one_key() {
    TableShape lines = shape("lines", List.of("a", "b"), Map.of(), "a", "b", "v");
    Comparison result =
        compare(
            new FakeRows().table(lines, "a=1 b=1 v=x", "a=1 b=2 v=y"),
            change(lines, RowChange.Kind.INSERT, null, "a=1 b=2 v=y"));
    assertThat(result.verdict()).isEqualTo(Verdict.ALL_PRESENT);
    assertThat(result.findings().getFirst().key())
        .containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
  }

  @Test
  void a_local_row_is_read_once() {
    FakeRows local = users("id=1 email=a name=x");
    compare(local, insert("id=1 email=a name=x"));
    assertThat(local.asked()).isEqualTo(2); // by primary key, by uk_email
  }

  private static FakeRows users(String... rows) {
    return new FakeRows().table(USERS, rows);
  }

  private static Comparison compare(FakeRows local, RowChange... changes) {
    return RowComparison.compare(
        new BinlogTransaction("uuid:1", 0, List.of(changes), List.of()), local);
  }

  private static List<RowOutcome> outcomes(Comparison comparison) {
    return comparison.findings().stream().map(RowFinding::outcome).toList();
  }

  private static RowChange insert(String after) {
    return change(USERS, RowChange.Kind.INSERT, null, after);
  }

  private static RowChange update(String before, String after) {
    return change(USERS, RowChange.Kind.UPDATE, before, after);
  }

  private static RowChange delete(String before) {
    return change(USERS, RowChange.Kind.DELETE, before, null);
  }

  private static RowChange change(
      TableShape shape, RowChange.Kind kind, @Nullable String before, @Nullable String after) {
    return new RowChange(
        shape.schema(),
        shape.table(),
        kind,
        before == null ? null : FakeRows.row(before),
        after == null ? null : FakeRows.row(after));
  }

  private static TableShape shape(
      String table, List<String> key, Map<String, List<String>> unique, String... columns) {
    return new TableShape(
        "shop",
        table,
        Arrays.stream(columns)
            .map(name -> new Column(name, "varchar", "varchar(10)", false))
            .toList(),
        key,
        unique,
        List.of());
  }
}
