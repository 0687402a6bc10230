package io.replicamedic.rung.network;

import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.journal.Journal;
import io.replicamedic.workflow.Engine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, for ever, after everything that was once cut: a call of ours that arrived after its time
 * may have left something there. It only removes what a closed obligation names; it never adds
 * back, since it cannot tell a late call from a security team (design.md, Zombies 7).
 */
public final class Sentinel {
  private static final Logger LOG = LoggerFactory.getLogger(Sentinel.class);

  private final List<Means> means;
  private final Journal journal;
  // What cannot be removed is said once by each instance, not at every round.
  private final Set<Leftover> seen = ConcurrentHashMap.newKeySet();

  /** Wired once; run again and again on any instance. */
  public Sentinel(List<Means> means, Journal journal) {
    this.means = List.copyOf(means);
    this.journal = journal;
  }

  /** One round; asks nothing while there was never a cut. */
  public void look() {
    for (Means each : means) {
      try {
        each.leftovers().forEach(this::see);
      } catch (RuntimeException e) {
        LOG.error("what cuts by {} left cannot be looked for; it is tried again", each.name(), e);
      }
    }
  }

  private void see(Leftover leftover) {
    if (leftover.removal().isPresent()) {
      remove(leftover, leftover.removal().get());
    } else if (seen.add(leftover)) {
      LOG.warn("left in {} by closed obligations, in use: {}", leftover.place(), leftover.told());
      tell(leftover, "left by closed obligations and in use, a person must look: not removed");
    }
  }

  private void remove(Leftover leftover, Call removal) {
    String words = removal.words();
    LOG.warn("left in {} by closed obligations: {}", leftover.place(), words);
    tell(leftover, "left by closed obligations, about to be removed: " + words);
    tell(leftover, "removed: " + removal.send().get().line());
  }

  private void tell(Leftover leftover, String summary) {
    journal.append(
        leftover.place(),
        List.of(
            new Draft(
                EntryKind.LEFTOVER,
                Engine.SELF,
                "",
                "sentinel",
                summary,
                Map.of("read", leftover.told()))));
  }
}
