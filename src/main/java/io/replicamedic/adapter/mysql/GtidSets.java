package io.replicamedic.adapter.mysql;

import io.replicamedic.replication.GtidSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The GTID sets that one session read last, by their text: one that has not changed is not parsed
 * again, and all readings share it. For one thread, as the session is.
 */
final class GtidSets {
  /** Retrieved, executed, gtid_executed and gtid_purged of a reading. */
  private static final int KEPT = 4;

  private final Map<String, GtidSet> byText =
      new LinkedHashMap<>(8, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, GtidSet> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * The set that this text says.
   *
   * @throws IllegalArgumentException naming the bad part
   */
  GtidSet of(String text) {
    return byText.computeIfAbsent(text, GtidSet::parse);
  }
}
