/**
 * Every point at which an instance can die, and every call that can go wrong: the engine, its
 * rungs, the store and the AWS SDK are real, so is HTTP; only the replica is simulated, so that
 * hundreds of runs fit into a test. The same points with real servers and real processes: {@code
 * bench/crash-matrix}.
 */
@NullMarked
package io.replicamedic.matrix;

import org.jspecify.annotations.NullMarked;
