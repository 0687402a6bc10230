package io.replicamedic.workflow;

import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Obligation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits an intent, and with it what the act will make us owe, before anything acts (laws 1 and
 * 3). Used by Ascent.
 */
final class Intending {
  private static final Logger LOG = LoggerFactory.getLogger(Intending.class);

  private final Engine.Tools tools;
  private final Committing committing;

  Intending(Engine.Tools tools, Committing committing) {
    this.tools = tools;
    this.committing = committing;
  }

  Workflow commit(Workflow workflow, Intent intent, Preparation.Ready ready, Reading before) {
    Map<String, Object> detail = new LinkedHashMap<>(ready.detail());
    detail.put("statement", intent.statement());
    detail.put("connectionId", intent.connectionId());
    detail.put("irreversible", ready.irreversible());
    detail.put("readBefore", before.facts());
    List<Draft> entries = new ArrayList<>();
    entries.add(Telling.of(EntryKind.INTENT, workflow, intent.rung(), intent.statement(), detail));
    List<Obligation> owed = owed(workflow, ready.debt(), intent.committedAt());
    owed.forEach(obligation -> entries.add(told(workflow, intent.rung(), obligation)));
    Workflow intended =
        workflow
            .with(workflow.progress().intend(intent, ready.irreversible()))
            .saying(intent.phase() + ": " + intent.rung());
    Workflow stored = committing.commit(new Change(intended, entries, owed, Optional.empty()));
    if (!owed.isEmpty() || ready.irreversible()) {
      tools.store().sync();
    }
    return stored;
  }

  private Draft told(Workflow workflow, String rung, Obligation obligation) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("obligation", obligation.id());
    detail.put("undo", obligation.undo());
    detail.put("deadline", obligation.deadline().toString());
    Discharger discharger = tools.dischargers().get(obligation.kind());
    if (discharger != null) {
      // For the case that no instance lives when it must be undone (law 3).
      detail.put("undoCommands", undoCommands(discharger, obligation));
    }
    String summary = obligation.state() + ": " + obligation.summary();
    return Telling.of(EntryKind.OWED, workflow, rung, summary, detail);
  }

  // Words for people: what is wrong with them must not keep a cut from being moved on.
  private static List<String> undoCommands(Discharger discharger, Obligation obligation) {
    try {
      return discharger.undoCommands(obligation);
    } catch (RuntimeException e) {
      LOG.error("the undo commands of obligation {} cannot be written", obligation.id(), e);
      return List.of("# cannot be written, the undo above says what is to be undone: " + e);
    }
  }

  private static List<Obligation> owed(Workflow workflow, Debt debt, Instant now) {
    return switch (debt) {
      case Debt.None() -> List.of();
      case Debt.Moved(Obligation obligation) -> List.of(obligation);
      case Owe owe -> List.of(owe.by(workflow, now));
    };
  }
}
