package io.replicamedic.replication;

/**
 * One option of a channel that is not as it was; found by RestorePointComparison, shown to people
 * and weighed by the goal "source configured".
 *
 * @param name column of performance_schema, or {@code FILTER} and the filter's name
 * @param before as the server worded it; {@code NULL} for SQL NULL, {@code (none)} when the server
 *     had no such column or filter
 * @param after likewise
 * @param intended whether the request or plan means to change it
 */
public record Difference(String name, String before, String after, boolean intended) {}
