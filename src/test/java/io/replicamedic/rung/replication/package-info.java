/** Tests of the rungs on real servers. */
@org.jspecify.annotations.NullUnmarked
package io.replicamedic.rung.replication;
