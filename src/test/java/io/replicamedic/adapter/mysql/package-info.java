/** The adapter against real servers of the lab. */
@NullMarked
package io.replicamedic.adapter.mysql;

import org.jspecify.annotations.NullMarked;
