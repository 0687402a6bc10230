/**
 * What replication is, as pure values: threads, status, GTID sets, restore points, diagnosis. Knows
 * nothing of Spring, SQL or AWS.
 */
@NullMarked
package io.replicamedic.replication;

import org.jspecify.annotations.NullMarked;
