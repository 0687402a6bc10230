package io.replicamedic.workflow;

import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Discharges an overdue obligation by itself, whatever became of its workflow: its row is damaged
 * or gone, its playbook is not known here, its engine fails each time. The obligation's own version
 * is the lease: of several who try, each act is committed by one. Called by the Sweeper.
 */
public final class Orphans {
  private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
  private static final String PHASE = "overdue";
  private static final String RUNG = "discharge";

  private final WorkflowStore store;
  private final Obligations obligations;
  private final Map<String, Discharger> dischargers;
  private final Signals signals;
  private final Set<String> attempted = ConcurrentHashMap.newKeySet();
  private final Map<String, String> logged = new ConcurrentHashMap<>();

  /** Wired once; what it knows of obligations is in the store only. */
  public Orphans(
      WorkflowStore store, Obligations obligations, List<Discharger> dischargers, Signals signals) {
    this.store = store;
    this.obligations = obligations;
    this.dischargers =
        dischargers.stream()
            .collect(Collectors.toUnmodifiableMap(Discharger::kind, Function.identity()));
    this.signals = signals;
  }

  /** One attempt, unless this process is at it already; never throws. */
  public void discharge(String obligationId) {
    if (!attempted.add(obligationId)) {
      return;
    }
    try {
      obligations
          .find(obligationId)
          .filter(owed -> owed.state() != ObligationState.CLOSED)
          .ifPresent(owed -> new Attempt(owed).run());
    } catch (Superseded e) {
      LOG.debug("{}: left to whoever did that", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("obligation {} could not be attempted", obligationId, e);
    } finally {
      attempted.remove(obligationId);
    }
  }

  /** One attempt on the record; each commit names the version that the one before left. */
  private final class Attempt implements Discharger.Announcement {
    private Obligation owed;

    Attempt(Obligation owed) {
      this.owed = owed;
    }

    void run() {
      Discharger discharger = dischargers.get(owed.kind());
      if (discharger == null) {
        stillOwed("this version does not know how to discharge a " + owed.kind());
        return;
      }
      switch (attempt(discharger)) {
        case Discharge.Closed(String evidence) -> {
          move(
              owed.in(ObligationState.CLOSED, evidence),
              row(EntryKind.DISCHARGED, "no longer owed: " + evidence, Map.of()));
          logged.remove(owed.id());
          LOG.warn("obligation {} discharged apart from its workflow: {}", owed.id(), evidence);
          signals.signal();
        }
        case Discharge.NotYet(String why) -> stillOwed(why);
      }
    }

    // A defect in one must not end it for good: it is said, and tried again.
    private Discharge attempt(Discharger discharger) {
      try {
        return discharger.attempt(owed, this::rightful, this);
      } catch (Superseded e) {
        throw e;
      } catch (RuntimeException e) {
        if (!e.toString().equals(logged.get(owed.id()))) {
          LOG.error("the discharger of {} failed", owed.id(), e);
        }
        return new Discharge.NotYet(e.toString());
      }
    }

    @Override
    public void acting(String statement, Map<String, Object> detail) {
      move(owed.in(ObligationState.DISCHARGING, ""), row(EntryKind.INTENT, statement, detail));
      store.sync();
    }

    @Override
    public void answered(String statement, String answer) {
      if (rightful()) {
        store.tell(owed.workflowId(), row(EntryKind.OUTCOME, answer, Map.of()));
        return;
      }
      String late = "answered after the obligation had moved on: " + statement + ": " + answer;
      store.tell(owed.workflowId(), row(EntryKind.OUTCOME, late, Map.of()));
      throw Superseded.obligation(owed.id());
    }

    private boolean rightful() {
      return obligations.find(owed.id()).filter(now -> now.version() == owed.version()).isPresent();
    }

    private void move(Obligation next, Draft entry) {
      owed = store.move(next, entry);
    }

    private void stillOwed(String why) {
      store.tellOnce(owed.workflowId(), row(EntryKind.STILL_OWED, why, Map.of()));
      if (!why.equals(logged.put(owed.id(), why))) {
        LOG.warn("obligation {} is overdue and still owed: {}", owed.id(), why);
      }
    }

    private Draft row(EntryKind kind, String summary, Map<String, Object> detail) {
      Map<String, Object> told = new LinkedHashMap<>(detail);
      told.put("obligation", owed.id());
      return new Draft(kind, Engine.SELF, PHASE, RUNG, summary, told);
    }
  }
}
