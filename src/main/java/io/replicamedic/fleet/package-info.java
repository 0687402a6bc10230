/** The registry of databases and the live reading of their replication status. */
@NullMarked
package io.replicamedic.fleet;

import org.jspecify.annotations.NullMarked;
