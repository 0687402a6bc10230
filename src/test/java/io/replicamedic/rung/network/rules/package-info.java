/** The network's rungs against the lab's own AWS endpoint, through the production adapter. */
@NullMarked
package io.replicamedic.rung.network.rules;

import org.jspecify.annotations.NullMarked;
