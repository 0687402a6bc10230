/** One file per goal and per rung that acts on replication. */
@NullMarked
package io.replicamedic.rung.replication;

import org.jspecify.annotations.NullMarked;
