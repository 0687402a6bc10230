package io.replicamedic.workflow;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest workflow of each target, in memory: a status must not cost a query. The store is asked
 * once for a target; {@link #refresh} sees what came and changed since, by whichever instance.
 */
public final class LastWorkflows {
  private static final Logger LOG = LoggerFactory.getLogger(LastWorkflows.class);

  /** More than anybody begins between two looks. */
  private static final int NEWEST = 100;

  private final WorkflowStore store;
  private final Map<String, Optional<LastWorkflow>> known = new ConcurrentHashMap<>();

  /** On that store. */
  public LastWorkflows(WorkflowStore store) {
    this.store = store;
  }

  /** That of a target; empty when there is none, or the store is away and was not asked before. */
  public Optional<LastWorkflow> of(String target) {
    Optional<LastWorkflow> last = known.get(target);
    return last == null ? ask(target) : last;
  }

  private Optional<LastWorkflow> ask(String target) {
    try {
      return known.computeIfAbsent(target, this::newest);
    } catch (RuntimeException e) {
      // A status is worth having without the store, too.
      LOG.debug("the last workflow of {} cannot be read", target, e);
      return Optional.empty();
    }
  }

  private Optional<LastWorkflow> newest(String target) {
    return store.list(target, 1).workflows().stream().findFirst().map(LastWorkflow::of);
  }

  /**
   * Looks at the newest ones, and at those that had not ended; to be called after a change and now
   * and then.
   *
   * @throws RuntimeException the store's, when it is away: what is known stands
   */
  public void refresh() {
    List<Workflow> newest = store.list("", NEWEST).workflows();
    Set<String> told = new HashSet<>();
    for (Workflow each : newest) {
      if (told.add(each.order().target())) {
        known.put(each.order().target(), Optional.of(LastWorkflow.of(each)));
      }
    }
    known.forEach(
        (target, last) ->
            last.filter(it -> !it.state().ended() && !told.contains(target))
                .flatMap(it -> store.find(it.id()))
                .ifPresent(it -> known.put(target, Optional.of(LastWorkflow.of(it)))));
  }
}
