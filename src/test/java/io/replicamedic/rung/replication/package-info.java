/** Tests of the rungs, and of seizing a replica, on real servers. */
@NullMarked
package io.replicamedic.rung.replication;

import org.jspecify.annotations.NullMarked;
