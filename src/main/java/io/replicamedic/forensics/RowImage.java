package io.replicamedic.forensics;

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
public record RowImage(Map<String, @Nullable String> values, Set<String> unreadable) {}
