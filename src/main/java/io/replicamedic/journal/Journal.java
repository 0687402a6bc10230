package io.replicamedic.journal;

import java.util.List;

/** Reading the journal; only the store appends, in the transaction of the change it tells of. */
public interface Journal {
  /** Rows of one stream after a number, oldest first. */
  List<JournalEntry> read(String stream, long afterSeq, int limit);

  /** All streams that exist. */
  List<String> streams();

  /** Appends rows that belong to no workflow change: refusals, dry runs. */
  void append(String stream, List<Draft> drafts);
}
