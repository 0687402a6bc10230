package io.replicamedic.rung.network;

import io.replicamedic.journal.Draft;
import io.replicamedic.journal.Journal;
import io.replicamedic.journal.JournalEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was told apart from workflows, by stream. */
public final class ToldJournal implements Journal {
  private final Map<String, List<Draft>> told = new LinkedHashMap<>();

  /** Of one stream. */
  public List<Draft> of(String stream) {
    return told.getOrDefault(stream, List.of());
  }

  /** Of all streams. */
  public List<Draft> all() {
    return told.values().stream().flatMap(List::stream).toList();
  }

  @Override
  public List<JournalEntry> read(String stream, long afterSeq, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> streams() {
    return List.copyOf(told.keySet());
  }

  @Override
  public void append(String stream, List<Draft> drafts) {
    told.computeIfAbsent(stream, key -> new ArrayList<>()).addAll(drafts);
  }
}
