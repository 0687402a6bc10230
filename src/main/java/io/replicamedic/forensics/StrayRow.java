package io.replicamedic.forensics;

import java.util.Map;

/**
 * A local row that would make the transaction fail with a duplicate key; what "delete the local
 * stray row" would delete.
 *
 * @param row the whole row, to be saved first and deleted only if still the same
 * @param key its primary key, column → canonical text
 * @param index {@code PRIMARY}, or the unique key whose value it holds under another primary key
 */
public record StrayRow(TableShape shape, RowImage row, Map<String, String> key, String index) {}
