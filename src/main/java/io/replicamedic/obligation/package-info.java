/**
 * What we owe the world: an undo recorded before the act, with a deadline, discharged by whoever
 * lives.
 */
@NullMarked
package io.replicamedic.obligation;

import org.jspecify.annotations.NullMarked;
