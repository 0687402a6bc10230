package io.replicamedic.forensics;

/**
 * One column as information_schema has it.
 *
 * @param dataType DATA_TYPE, lower case: int, varchar, …
 * @param columnType COLUMN_TYPE, with lengths and {@code unsigned}
 * @param generated a generated column; not written by a DELETE or INSERT of ours
 */
public record Column(String name, String dataType, String columnType, boolean generated) {}
