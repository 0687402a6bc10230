package io.replicamedic.web;

import io.replicamedic.journal.Journal;
import io.replicamedic.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whole streams of the journal, read page by page; used by views that tell a whole story. */
@Component
class Streams {
  private static final int PAGE = 500;

  private final Journal journal;

  Streams(Journal journal) {
    this.journal = journal;
  }

  /** Every row after a number. */
  List<JournalEntry> after(String stream, long seq) {
    List<JournalEntry> all = new ArrayList<>();
    long from = seq;
    while (true) {
      List<JournalEntry> page = journal.read(stream, from, PAGE);
      all.addAll(page);
      if (page.size() < PAGE) {
        return all;
      }
      from = page.getLast().seq();
    }
  }

  /** Every row. */
  List<JournalEntry> all(String stream) {
    return after(stream, 0);
  }
}
