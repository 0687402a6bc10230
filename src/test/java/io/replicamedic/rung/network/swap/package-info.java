/** Swapping a database's groups on the lab's AWS endpoint, and giving them back. */
@NullMarked
package io.replicamedic.rung.network.swap;

import org.jspecify.annotations.NullMarked;
