/**
 * What can be lost when something fails, as pure values: what was read of a database, the rules,
 * the findings, the loss windows. Knows replication, and nothing of Spring, SQL or AWS.
 */
@NullMarked
package io.replicamedic.durability;

import org.jspecify.annotations.NullMarked;
