package io.replicamedic.forensics;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row's values, column name → canonical text (null = SQL NULL). The same value has the same
 * text whether it came from a binlog event or from a SELECT: the adapter sees to that, so that
 * comparing is comparing strings.
 *
 * @param unreadable columns whose type has no canonical form yet; nothing is ever proven about them
 */
public record RowImage(Map<String, @Nullable String> values, Set<String> unreadable) {

  /** Whether the image says anything readable about the column, be it SQL NULL. */
  public boolean reads(String column) {
    return values.containsKey(column) && !unreadable.contains(column);
  }

  /** This row after an event whose image names only some columns (binlog_row_image=MINIMAL). */
  RowImage with(RowImage newer) {
    Map<String, @Nullable String> merged = new LinkedHashMap<>(values);
    merged.putAll(newer.values);
    Set<String> unread = new HashSet<>(unreadable);
    unread.removeAll(newer.values.keySet());
    unread.addAll(newer.unreadable);
    return new RowImage(merged, unread);
  }
}
