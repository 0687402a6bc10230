/**
 * The lab: real MySQL servers in the states of the incidents, for tests and for the demo.
 *
 * <p>A {@link io.replicamedic.lab.Lab} is a source and a replica that replicates from it through a
 * {@link io.replicamedic.lab.Gateway}, with the {@code mysql.rds_*} procedures of a managed service
 * installed as real stored procedures. With a {@link io.replicamedic.lab.Cloud} the replica's
 * connections also obey the egress rules kept there. Nothing here reacts to what the product does.
 */
@NullMarked
package io.replicamedic.lab;

import org.jspecify.annotations.NullMarked;
