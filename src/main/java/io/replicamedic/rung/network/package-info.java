/** One file per goal and per rung that acts on the network around a replica, and what undoes it. */
@NullMarked
package io.replicamedic.rung.network;

import org.jspecify.annotations.NullMarked;
