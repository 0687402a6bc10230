/**
 * The cut by security group: narrower egress rules are added, the wide ones revoked by id, and
 * given back under new ids.
 */
@NullMarked
package io.replicamedic.rung.network.rules;

import org.jspecify.annotations.NullMarked;
