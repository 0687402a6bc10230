package io.replicamedic.workflow;

import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that this version cannot carry a workflow on: once in the workflow's journal, once in this
 * process's log, however often it is looked at. Used by Engine and Sweeper.
 */
final class NotCarriedOn {
  private static final Logger LOG = LoggerFactory.getLogger(NotCarriedOn.class);

  private final WorkflowStore store;
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  NotCarriedOn(WorkflowStore store) {
    this.store = store;
  }

  void say(WorkflowDamaged damage) {
    say(damage.id(), String.valueOf(damage.getMessage()));
  }

  void say(String workflowId, String why) {
    if (logged.contains(workflowId)) {
      return;
    }
    store.tellOnce(
        workflowId,
        new Draft(
            EntryKind.NOT_CARRIED_ON,
            Engine.SELF,
            "",
            "",
            "this version cannot carry it on: " + why,
            Map.of()));
    if (logged.add(workflowId)) {
      LOG.error("workflow {} is not carried on: {}", workflowId, why);
    }
  }
}
