/**
 * Egress algebra: which security group rules let a database reach an address, what must change so
 * that they do not, and how exactly that is given back; and where network ACLs can deny it. Pure:
 * no AWS, no SQL, no time.
 */
@NullMarked
package io.replicamedic.isolation;

import org.jspecify.annotations.NullMarked;
