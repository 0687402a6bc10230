package io.replicamedic.forensics;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row that a transaction touched, as it left it and as it is here; both are shown at the gate
 * of a conflict.
 *
 * @param table schema-qualified name
 * @param key primary key, column → canonical text
 * @param lastChange the transaction's last row event on this key
 * @param expected the columns that the events name, as the transaction left them; null = the row is
 *     gone
 * @param local the whole local row; null = there is none
 * @param note what a person should know beyond the outcome; may be empty
 * @param differing columns whose values differ, in the event's order
 */
public record RowFinding(
    String table,
    Map<String, String> key,
    RowChange.Kind lastChange,
    @Nullable RowImage expected,
    @Nullable RowImage local,
    RowOutcome outcome,
    String note,
    List<String> differing) {}
