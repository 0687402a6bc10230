package io.replicamedic.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A chain that was touched anywhere says where. */
class ChainTest {
  private static List<JournalEntry> chain() {
    List<JournalEntry> rows = new ArrayList<>();
    String previous = Chain.START;
    for (int seq = 0; seq < 4; seq++) {
      Draft draft = new Draft(EntryKind.OUTCOME, "alice", "p", "r", "row " + seq, Map.of());
      JournalEntry row =
          Chain.link("w", seq, previous, Instant.ofEpochSecond(seq), draft, "{\"n\":" + seq + "}");
      rows.add(row);
      previous = row.hash();
    }
    return rows;
  }

  private static JournalEntry changed(JournalEntry row, String summary, String actor) {
    return new JournalEntry(
        row.stream(),
        row.seq(),
        row.at(),
        row.kind(),
        actor,
        row.phase(),
        row.rung(),
        summary,
        row.detail(),
        row.previousHash(),
        row.hash());
  }

  @Test
  void an_untouched_chain_has_no_break() {
    assertThat(Chain.firstBreak(chain())).isEmpty();
    assertThat(Chain.firstBreak(List.of())).isEmpty();
  }

  @Test
  void a_changed_row_is_found() {
    List<JournalEntry> rows = chain();
    rows.set(2, changed(rows.get(2), "something else", "alice"));
    assertThat(Chain.firstBreak(rows)).hasValue("row 3 was changed after it was written");
  }

  @Test
  void text_moved_from_one_field_to_the_next_is_found() {
    List<JournalEntry> rows = chain();
    JournalEntry row = rows.get(1);
    rows.set(1, changed(row, row.summary(), row.actor() + row.phase()));
    assertThat(Chain.firstBreak(rows)).hasValue("row 2 was changed after it was written");
  }

  @Test
  void a_missing_row_is_found() {
    List<JournalEntry> rows = chain();
    rows.remove(1);
    assertThat(Chain.firstBreak(rows)).hasValue("row 2 is missing (found 3)");
  }

  @Test
  void a_rewritten_row_with_a_fresh_hash_is_found_by_the_next() {
    List<JournalEntry> rows = chain();
    JournalEntry row = rows.get(1);
    Draft forged = new Draft(row.kind(), row.actor(), row.phase(), row.rung(), "forged", Map.of());
    rows.set(1, Chain.link("w", 1, row.previousHash(), row.at(), forged, row.detail()));
    assertThat(Chain.firstBreak(rows)).hasValue("row 3 does not follow from the row before");
  }
}
