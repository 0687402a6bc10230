package io.replicamedic.workflow;

import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** Words the engine's journal rows. */
final class Telling {
  private Telling() {}

  static Draft of(EntryKind kind, Workflow workflow, String rung, String summary) {
    return of(kind, workflow, rung, summary, Map.of());
  }

  static Draft of(
      EntryKind kind,
      Workflow workflow,
      String rung,
      String summary,
      Map<String, ? extends Object> detail) {
    return new Draft(
        kind, Engine.SELF, workflow.phaseName(), rung, summary, new LinkedHashMap<>(detail));
  }

  static Map<String, Object> with(Map<String, ? extends Object> detail, String name, Object value) {
    Map<String, Object> all = new LinkedHashMap<>(detail);
    all.put(name, value);
    return all;
  }
}
